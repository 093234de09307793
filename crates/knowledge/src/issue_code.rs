//! THE TABLE of issue codes of the knowledge as a whole: what no single file can show.

issue::codes! {
    /// What can be wrong between entries of the knowledge.
    pub enum KnowledgeCode {
        /// Two rules for the same case on the same day.
        Overlap "overlap"
            de "Für „{id}“ gelten am {on} zwei Regeln." => "Beenden Sie die ältere mit „valid_to“ am Tag davor.",
            en "two rules for “{id}” hold on {on}" => "end the older one with “valid_to” on the day before";
        /// A name that leads nowhere.
        UnknownReference "unknown_reference"
            de "„{found}“ wird genannt, steht aber nirgends ({what})." => "Ergänzen Sie den Eintrag oder berichtigen Sie den Namen.",
            en "“{found}” is named, but is nowhere defined ({what})" => "add the entry or correct the name";
        /// An entry that nothing uses.
        Orphan "orphan"
            de "„{id}“ wird von nichts verwendet ({what})." => "Verwenden Sie den Eintrag oder streichen Sie ihn.",
            en "nothing uses “{id}” ({what})" => "use the entry or delete it";
        /// A case that leads nowhere.
        LeadsNowhere "leads_nowhere"
            de "„{id}“ führt zu keinem Ergebnis ({what})." => "Ergänzen Sie, was gelten soll.",
            en "“{id}” leads to no result ({what})" => "add what is to hold";
        /// A permission without a way to it.
        NoSteps "no_steps"
            de "„{id}“ verlangt eine Erlaubnis für „{purpose}“, nennt aber keinen Schritt dorthin." => "Ergänzen Sie „steps“.",
            en "“{id}” asks for a permission for “{purpose}”, but names no step to it" => "add “steps”";
        /// A rung that no role leads to.
        Unreachable "unreachable"
            de "Zur Rolle „{id}“ (Stufe {rung}) führt keine andere." => "Nennen Sie sie unter „leads_to“ einer Rolle darunter.",
            en "no other role leads to “{id}” (rung {rung})" => "name it under “leads_to” of a role below";
        /// A text that is there in German only.
        NoEnglish "no_english"
            de "„{id}“ hat keinen englischen Text ({what})." => "Ergänzen Sie „en“.",
            en "“{id}” has no English text ({what})" => "add “en”";
        /// An entry that was last checked too long ago.
        Outdated "outdated"
            de "„{id}“ wurde zuletzt am {on} geprüft; das ist zu lange her." => "Prüfen Sie Quelle und Inhalt und setzen Sie „checked_on“.",
            en "“{id}” was last checked on {on}; that is too long ago" => "check source and content and set “checked_on”";
    }
}
