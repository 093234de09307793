//! THE TABLE of what can be wrong between a day, its profiles and its people.

issue::codes! {
    /// What can be wrong between a day, its profiles and its people.
    pub enum DayCode {
        /// A role of a profile that was not given.
        UnknownProfile "unknown_profile"
            de "Das Anforderungsprofil „{id}“ ist nicht dabei." => "Vorhanden sind: {known}.",
            en "the requirement profile “{id}” is not among those given" => "there are: {known}";
        /// An office that no site belongs to.
        UnknownOffice "unknown_office"
            de "Zur Dienststelle „{office}“ gehört kein Ort ({n} Personen)." => "Tragen Sie sie bei einem Ort unter „offices“ ein; bis dahin kommen diese Personen an jeden Ort.",
            en "no site belongs to the office “{office}” ({n} people)" => "add it to a site under “offices”; until then these people come to any site";
        /// A person of the day who is not in the list.
        UnknownPerson "unknown_person"
            de "„{id}“ steht nicht in der Liste der Personen." => "Berichtigen Sie die Kennung oder ergänzen Sie die Person.",
            en "“{id}” is not in the list of people" => "correct the id or add the person";
        /// A person twice in the list.
        PersonTwice "person_twice"
            de "„{id}“ steht zweimal in der Liste der Personen." => "Behalten Sie einen Eintrag je Person.",
            en "“{id}” is twice in the list of people" => "keep one entry for each person";
    }
}
