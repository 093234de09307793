//! Agendas as iCalendar (RFC 5545), in local time: the clock on the wall is the one that counts.

use day_planner::day::Clock;
use matching_core::calendar::Date;

use super::agenda::{Agenda, Appointment};

/// A date of the day is no day of the calendar.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the date {0:?} is no day of the calendar; call dates like 2026-12-03")]
pub struct NoCalendar(pub String);

/// Octets of a line, its end left out.
const LINE: usize = 73;

/// The appointments of some agendas as a calendar. `stamp` is the instant of the plan
/// (`20261122T120000Z`), `source` names it.
///
/// # Errors
/// Says which date is no day of the calendar.
pub fn calendar(agendas: &[Agenda], source: &str, stamp: &str) -> Result<String, NoCalendar> {
    let mut lines = vec![
        "BEGIN:VCALENDAR".to_owned(),
        "VERSION:2.0".to_owned(),
        "PRODID:-//Passgenau//Passgenau//DE".to_owned(),
        "METHOD:PUBLISH".to_owned(),
    ];
    for agenda in agendas {
        for appointment in &agenda.appointments {
            lines.extend(event(agenda, appointment, (source, stamp))?);
        }
    }
    lines.push("END:VCALENDAR".to_owned());
    Ok(lines.iter().map(|line| folded(line)).collect())
}

fn event(
    agenda: &Agenda,
    appointment: &Appointment,
    (source, stamp): (&str, &str),
) -> Result<Vec<String>, NoCalendar> {
    let Appointment { date, from, to, site, table, employer, role, .. } = appointment;
    let day: Date = date.parse().map_err(|_wrong| NoCalendar(date.clone()))?;
    let day = day.to_string().replace('-', "");
    let uid = format!("{source}-{}-{day}-{}", agenda.person, from.minutes());
    Ok(vec![
        "BEGIN:VEVENT".to_owned(),
        format!("UID:{}@passgenau", escaped(&uid)),
        format!("DTSTAMP:{stamp}"),
        format!("DTSTART:{day}T{}", time(*from)),
        format!("DTEND:{day}T{}", time(*to)),
        format!("SUMMARY:{}", escaped(&format!("{employer}: {role}"))),
        format!("LOCATION:{}", escaped(&format!("{site}, {table}"))),
        "END:VEVENT".to_owned(),
    ])
}

/// A time of day; the end of a day is written as its last second.
fn time(clock: Clock) -> String {
    match clock.minutes() {
        1_440 => "235959".to_owned(),
        minutes => format!("{:02}{:02}00", minutes / 60, minutes % 60),
    }
}

fn escaped(text: &str) -> String {
    text.chars().fold(String::with_capacity(text.len()), |mut escaped, sign| {
        match sign {
            '\\' | ';' | ',' => escaped.extend(['\\', sign]),
            '\n' => escaped.push_str("\\n"),
            sign if sign.is_control() => {}
            sign => escaped.push(sign),
        }
        escaped
    })
}

/// A line with its end, cut where it is too long, never within a character.
fn folded(line: &str) -> String {
    let (mut text, mut length) = (String::with_capacity(line.len() + 2), 0);
    for sign in line.chars() {
        if length + sign.len_utf8() > LINE {
            text.push_str("\r\n ");
            length = 0;
        }
        length += sign.len_utf8();
        text.push(sign);
    }
    text.push_str("\r\n");
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn agenda(date: &str, employer: &str) -> Agenda {
        let at = |minutes| Clock::from_minutes(minutes).unwrap();
        let appointment = Appointment {
            date: date.to_owned(),
            from: at(9 * 60 + 5),
            to: at(9 * 60 + 25),
            site: "Kerpen; Saal 2".to_owned(),
            table: "T1".to_owned(),
            employer: employer.to_owned(),
            role: "Pflegehilfe".to_owned(),
            interpreter: None,
        };
        Agenda { person: "P-1".to_owned(), name: None, appointments: vec![appointment] }
    }

    #[test]
    fn an_appointment_is_an_event_and_long_lines_are_cut() {
        let employer = "Ä".repeat(60);
        let text = calendar(&[agenda("2026-12-03", &employer)], "day@1", "20261122T120000Z");
        let text = text.unwrap();
        assert!(text.contains("DTSTART:20261203T090500\r\nDTEND:20261203T092500\r\n"), "{text}");
        assert!(text.contains("LOCATION:Kerpen\\; Saal 2\\, T1\r\n"), "{text}");
        assert!(text.split("\r\n").all(|line| line.len() <= 75), "{text}");
        let unfolded = text.replace("\r\n ", "");
        assert!(unfolded.contains(&format!("SUMMARY:{employer}: Pflegehilfe\r\n")), "{text}");
        // A line break in a name begins no new line of the calendar.
        let text = calendar(&[agenda("2026-12-03", "A\r\nEND:VCALENDAR")], "d", "s").unwrap();
        assert_eq!(text.lines().filter(|line| *line == "END:VCALENDAR").count(), 1);
    }

    #[test]
    fn a_date_that_is_none_is_named() {
        let found = calendar(&[agenda("Tag 1", "E")], "d", "s");
        assert_eq!(found, Err(NoCalendar("Tag 1".to_owned())));
    }
}
