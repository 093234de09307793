//! What is printed for a day: personal agendas, table lists, the list for the door; and calendars.
//!
//! Who is called by which name is the caller's: an employer's table list must not say more than what
//! was disclosed.

mod agenda;
mod calendar;
mod door;
mod page;
mod table;

pub use agenda::{Agenda, Appointment, agendas};
pub use calendar::{NoCalendar, calendar};
pub use door::{DoorLine, door_list};
pub use page::{Page, Section, agenda_page, door_page, table_page};
pub use table::{TableList, TableTalk, table_lists};
