//! Export, import, check and journal from the command line; and what it says when it cannot.

use serde_json::{Value, json};

use crate::program::{Folder, Service, passgenau};

fn run(arguments: &[&str]) -> (i32, Value, String) {
    let out = passgenau().args(arguments).output().unwrap();
    let json = serde_json::from_slice(&out.stdout).unwrap_or_default();
    (out.status.code().unwrap(), json, String::from_utf8_lossy(&out.stderr).into_owned())
}

#[test]
fn everything_that_is_exported_comes_back() {
    let folder = Folder::new();
    let path = |name: &str| folder.0.join(name).to_str().unwrap().to_owned();
    let (data, copy, file) = (path("data"), path("copy"), path("all.ndjson"));
    let service = Service::start(folder.0.join("data").as_path());
    let key = service.key();
    let person = json!({ "id": "P-1", "facts": [] });
    service.post(&key, "/v1/applicants", &person).expect(201);
    let (code, _, told) = run(&["export", "--data", &data, &file]);
    assert_eq!(code, 4);
    assert!(told.contains("already used by another process"), "{told}");
    assert!(service.stop());

    let (code, exported, told) = run(&["export", "--json", "--data", &data, &file]);
    assert_eq!(code, 0, "{told}");
    let (code, imported, told) = run(&["import", "--json", "--data", &copy, &file]);
    assert_eq!(code, 0, "{told}");
    assert_eq!(exported, imported);
    let (code, _, told) = run(&["import", "--data", &copy, &file]);
    assert_eq!(code, 4);
    assert!(told.contains("not empty"), "{told}");

    let (code, checked, _) = run(&["check-store", "--json", "--data", &copy]);
    assert_eq!((code, &checked["sound"]), (0, &json!(true)));
    let (code, verified, _) = run(&["journal", "verify", "--json", "--data", &copy]);
    assert_eq!((code, &verified["sound"]), (0, &json!(true)));
    let last =
        format!("{}:{}", verified["last"]["seq"], verified["last"]["hash"].as_str().unwrap());
    let noted = ["journal", "verify", "--json", "--data", &copy, "--noted"];
    let (code, _, _) = run(&[&noted[..], &[&last]].concat());
    assert_eq!(code, 0);
    let (code, verified, _) = run(&[&noted[..], &[&last.replacen(':', "9:", 1)]].concat());
    assert_eq!((code, &verified["noted_is_there"]), (1, &json!(false)));

    // The same key opens the copy only with the same secret file.
    std::fs::copy(folder.0.join("data/secret"), folder.0.join("copy/secret")).unwrap();
    let service = Service::start(folder.0.join("copy").as_path());
    service.get(&key, "/v1/applicants/P-1").expect(200);
}

#[test]
fn nobody_listens_in_by_accident() {
    let (code, _, told) = run(&["serve", "--listen", "0.0.0.0:1"]);
    assert_eq!(code, 4);
    assert!(told.contains("behind_proxy"), "{told}");
}

#[test]
fn a_report_of_the_data_is_the_report_of_the_service() {
    let folder = Folder::new();
    let data = folder.0.join("data");
    let service = Service::start(&data);
    let key = service.key();
    let people: Vec<String> = (1..=6).map(|number| format!("P-{number}")).collect();
    for id in &people {
        service.post(&key, "/v1/applicants", &json!({ "id": id, "facts": [] })).expect(201);
    }
    let day = json!({
        "name": "Bewerbertag",
        "dates": [{ "id": "2026-12-03", "from": "09:00", "to": "12:00" }],
        "sites": [], "roles": [], "tables": [],
    });
    let day = service.post(&key, "/v1/interview-days", &day).expect(201);
    let pool = format!("/v1/interview-days/{}/pool", day["id"].as_str().unwrap());
    let seen = format!("{key}If-Match: \"1\"\r\n");
    let answer = service.ask("PUT", &seen, &pool, Some(&json!({ "people": people }))).unwrap();
    answer.expect(200);
    let asked = service.get(&key, "/v1/reports").expect(200);
    assert_eq!((&asked["days"], &asked["coverage"]["people"]), (&json!(1), &json!(6)));
    assert!(service.stop());

    let data = data.to_str().unwrap();
    let (code, report, told) = run(&["report", "--json", "--data", data]);
    assert_eq!((code, report), (0, asked), "{told}");
    let out = passgenau().args(["report", "--published", "--data", data]).output().unwrap();
    let text = String::from_utf8(out.stdout).unwrap();
    assert!(text.contains("People: under 10") && !text.contains("in question ┆ 6"), "{text}");
    let (code, _, told) = run(&["report", "--data", data, "--organisation", "elsewhere"]);
    assert!(code == 4 && told.contains("rhein-erft"), "{told}");
    let (code, _, told) = run(&["report", "--data", folder.0.join("typo").to_str().unwrap()]);
    assert!(code == 4 && told.contains("holds no data"), "{told}");
}

#[test]
fn a_pipe_is_read_like_a_file() {
    let samples = concat!(env!("CARGO_MANIFEST_DIR"), "/../../profiles/samples/rhein-erft");
    let day = ["match", "--json", "--as-of", "2026-11-22", "--top", "3", "--profiles", "pack:care"];
    for file in ["people.ndjson", "kundenliste.csv"] {
        let path = format!("{samples}/{file}");
        let (code, from_file, told) = run(&[&day[..], &["--applicants", &path]].concat());
        assert_eq!(code, 0, "{told}");
        let piped = passgenau()
            .args(day)
            .args(["--applicants", "-"])
            .stdin(std::fs::File::open(&path).unwrap())
            .output()
            .unwrap();
        let from_pipe: Value = serde_json::from_slice(&piped.stdout).unwrap();
        assert_eq!(from_file, from_pipe, "{file}");
        // Nobody looks at a pipe: no bar, no colour.
        assert!(!String::from_utf8(piped.stderr).unwrap().contains(['\r', '\u{1b}']));
    }
    // A day as well, beside the people in a file.
    let plan = |day: &str| {
        let people = format!("{samples}/people.ndjson");
        passgenau()
            .args(["plan", "--json", "--steps", "2000", "--as-of", "2026-11-22", "--day", day])
            .args(["--profiles", "pack:care", "--applicants", &people])
            .stdin(std::fs::File::open(format!("{samples}/day.toml")).unwrap())
            .output()
            .unwrap()
    };
    let (from_file, from_pipe) = (plan(&format!("{samples}/day.toml")), plan("-"));
    assert!(from_pipe.status.success(), "{}", String::from_utf8_lossy(&from_pipe.stderr));
    assert_eq!(from_file.stdout, from_pipe.stdout);
}

#[test]
fn completions_and_manual_pages_know_every_command() {
    let folder = Folder::new();
    let text = |arguments: &[&str]| {
        let out = passgenau().args(arguments).output().unwrap();
        assert!(out.status.success(), "{arguments:?}");
        String::from_utf8(out.stdout).unwrap()
    };
    let pages = folder.0.join("man");
    text(&["man", "--out", pages.to_str().unwrap()]);
    let help = text(&["--help"]);
    let listed = help.split("Commands:").nth(1).unwrap().split("Options:").next().unwrap();
    // A long description goes on in further lines, which begin farther to the right.
    let lines = listed.lines().filter_map(|line| line.strip_prefix("  "));
    let commands: Vec<&str> = (lines.filter(|line| !line.starts_with(' ')))
        .filter_map(|line| line.split_whitespace().next())
        .collect();
    assert!(commands.len() > 20 && commands.contains(&"report"), "{commands:?}");
    for shell in ["bash", "zsh", "fish"] {
        let script = text(&["completions", shell]);
        assert!(commands.iter().all(|command| script.contains(command)), "{shell}");
    }
    let page = text(&["man"]);
    assert!(page.contains(".TH passgenau 1"), "{page}");
    for command in commands.iter().filter(|command| **command != "help") {
        assert!(pages.join(format!("passgenau-{command}.1")).is_file(), "{command}");
        // In a manual page a hyphen is written with a stroke before it.
        assert!(page.contains(&command.replace('-', "\\-")), "{command}");
    }
    // What scripts rely on is said where they are looked up.
    assert!(help.contains("Exit codes:") && page.contains("Exit codes:"), "{page}");
}
