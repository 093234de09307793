//! THE TABLE of what can be wrong with a day, in German and English.

issue::codes! {
    /// What can be wrong with a day or an instance. A code never changes its meaning.
    pub enum PlanCode {
        /// An instance of another format.
        WrongFormat "wrong_format"
            de "Das Format ist „{found}“." => "Erwartet wird „{expected}“.",
            en "the format is “{found}”" => "expected is “{expected}”";
        /// More than any calendar needs.
        TooMany "too_many"
            de "{found} {what}; erlaubt sind höchstens {limit}." => "Wählen Sie ein gröberes Raster oder teilen Sie den Tag auf.",
            en "{found} {what}, at most {limit} are allowed" => "use a coarser grid or split the day";
        /// A number of the sizing question is beyond all sense.
        SizeRange "size_range"
            de "„{what}“ ist {found}." => "Erlaubt ist {low} bis {high}.",
            en "“{what}” is {found}" => "give {low} to {high}";
        /// A day is too short for the talks of one person.
        DayTooShort "day_too_short"
            de "{wanted} Gespräche einer Person dauern {needed} Minuten; der Tag hat {open}." => "Planen Sie weniger oder kürzere Gespräche je Person oder einen längeren Tag.",
            en "{wanted} talks of a person take {needed} minutes; the day has {open}" => "plan fewer or shorter talks per person, or a longer day";
        /// An id is there twice.
        DuplicateId "duplicate_id"
            de "„{id}“ kommt zweimal vor." => "Geben Sie jedem Eintrag eine eigene Kennung.",
            en "“{id}” is there twice" => "give each entry its own id";
        /// An id that nothing has.
        UnknownId "unknown_id"
            de "{what} mit der Kennung „{id}“ gibt es nicht." => "Ergänzen Sie den Eintrag oder berichtigen Sie die Kennung.",
            en "no {what} has the id “{id}”" => "add the entry or correct the id";
        /// There is no date.
        NoDate "no_date"
            de "Der Bewerbertag hat kein Datum." => "Tragen Sie unter „dates“ mindestens ein Datum mit Öffnungszeiten ein.",
            en "there is no date" => "add at least one date with opening hours under “dates”";
        /// There is no site.
        NoSite "no_site"
            de "Der Bewerbertag hat keinen Ort." => "Tragen Sie unter „sites“ mindestens einen Ort ein.",
            en "there is no site" => "add at least one site under “sites”";
        /// The date has no length.
        EmptyDate "empty_date"
            de "{id} öffnet {from} und schließt {to}." => "Der Tag muss nach dem Öffnen schließen.",
            en "{id} opens {from} and closes {to}" => "let it close after it opens";
        /// A day without slots.
        NoSlots "no_slots"
            de "Tag {id} hat keine Zeitfenster." => "Geben Sie dem Tag Zeitfenster („slots“).",
            en "day {id} has no slots" => "give the day slots";
        /// A grid of no or of very many minutes.
        BadGrid "bad_grid"
            de "Das Zeitraster hat {found} Minuten." => "Wählen Sie {low} bis {high} Minuten.",
            en "the grid has {found} minutes" => "choose {low} to {high} minutes";
        /// A break that is empty or lies outside the date.
        BreakOutside "break_outside"
            de "Die Pause {found} ist leer oder liegt außerhalb der Öffnungszeit." => "Legen Sie sie in die Öffnungszeit.",
            en "the break {found} is empty or lies outside the opening hours" => "move it into them";
        /// Two breaks overlap.
        BreaksOverlap "breaks_overlap"
            de "Die Pausen {one} und {other} überschneiden sich." => "Fassen Sie sie zusammen.",
            en "the breaks {one} and {other} overlap" => "join them";
        /// A day number that does not exist.
        UnknownDay "unknown_day"
            de "Einen Tag Nummer {found} gibt es nicht." => "Zählen Sie die Tage ab 0.",
            en "there is no day number {found}" => "count days from 0";
        /// Hours without length.
        EmptyHours "empty_hours"
            de "Die Zeit von {from} bis {to} ist leer." => "Löschen oder erweitern Sie sie.",
            en "the time from {from} to {to} is empty" => "remove or widen it";
        /// Hours that exceed the date.
        HoursOutside "hours_outside"
            de "Die Zeit von {from} bis {to} reicht über die Öffnungszeit {open} hinaus." => "Nur der Teil innerhalb der Öffnungszeit zählt; kürzen Sie die Zeit.",
            en "the time from {from} to {to} exceeds the opening hours {open}" => "only the part inside counts; shorten it";
        /// Opening hours of a table overlap.
        HoursOverlap "hours_overlap"
            de "Die Zeiten von Tisch {table} überschneiden sich." => "Fassen Sie sie zusammen.",
            en "the hours of table {table} overlap" => "join them";
        /// A talk of no or of very many minutes.
        BadLength "bad_length"
            de "Ein Gespräch ({what}) dauert oder beginnt alle {found} Minuten." => "Wählen Sie {low} bis {high}.",
            en "a talk ({what}) takes or starts every {found} minutes" => "choose {low} to {high}";
        /// An employer's table serves another employer's role.
        ForeignRole "foreign_role"
            de "An Tisch {table} wird die Stelle {role} eines anderen Arbeitgebers ({employer}) besprochen." => "Ordnen Sie Stellen den Tischen des eigenen Arbeitgebers zu.",
            en "table {table} serves role {role} of another employer ({employer})" => "let an employer's own tables serve its roles";
        /// A role that no table serves.
        RoleWithoutTable "role_without_table"
            de "Für die Stelle {role} gibt es keinen Tisch." => "Tragen Sie sie bei einem Tisch ein.",
            en "no table serves role {role}" => "add it to a table";
        /// A table at which nobody can be met.
        UselessTable "useless_table"
            de "An Tisch {table} kann niemand ein Gespräch führen." => "Geben Sie ihm Stellen, Gespräche und eine Zeit, in die ein Gespräch passt.",
            en "nobody can be met at table {table}" => "give it roles, talks and hours of at least one talk";
        /// A person without times.
        NeverAvailable "never_available"
            de "{person} hat keine Zeit, zu der ein Gespräch möglich ist." => "Fragen Sie nach Zeiten.",
            en "{person} is never available" => "ask for times";
        /// More is promised than allowed.
        PromiseOverCap "promise_over_cap"
            de "{who}: {promised} Gespräche sind zugesagt, höchstens {limit} erlaubt." => "Sagen Sie nicht mehr zu als erlaubt.",
            en "{who}: {promised} talks are promised, at most {limit} allowed" => "promise no more than allowed";
        /// Nobody interprets a person's language.
        LanguageWithoutInterpreter "language_without_interpreter"
            de "{person} braucht Dolmetschen ({language}); niemand dolmetscht oder spricht es." => "Suchen Sie jemanden, der dolmetscht, auch per Telefon oder Video.",
            en "{person} needs an interpreter ({language}); nobody interprets or speaks it" => "find an interpreter, by telephone or video if need be";
        /// A language is interpreted at a site and for all sites.
        InterpretersMixed "interpreters_mixed"
            de "{language} wird einmal an einem Ort und einmal für alle Orte gedolmetscht." => "Nennen Sie bei jeder dolmetschenden Person dieser Sprache einen Ort, oder bei keiner.",
            en "{language} is interpreted at a site and for all sites" => "name a site for each interpreter of the language, or for none";
        /// A fit off the scale.
        BadFit "bad_fit"
            de "Die Passung von {person} für {role} ist {found}." => "Erlaubt sind 1 bis 1000.",
            en "the fit of {person} for {role} is {found}" => "allowed are 1 to 1000";
        /// A pair is there twice.
        DuplicatePair "duplicate_pair"
            de "{person} für {role} kommt zweimal vor." => "Behalten Sie einen Eintrag.",
            en "{person} for {role} is there twice" => "keep one entry";
        /// A decision without a reason.
        ReasonMissing "reason_missing"
            de "Eine Entscheidung hat keinen Grund." => "Schreiben Sie den Grund dazu.",
            en "a decision has no reason" => "write the reason down";
        /// A pair is forced and excluded.
        ForcedButExcluded "forced_but_excluded"
            de "{person} für {role} ist zugleich vorgeschrieben und ausgeschlossen." => "Nehmen Sie eines von beiden zurück.",
            en "{person} for {role} is forced and excluded" => "take one of the two back";
        /// A pair is forced that is not eligible.
        ForcedNotEligible "forced_not_eligible"
            de "{person} für {role} ist vorgeschrieben, kommt aber nicht in Betracht." => "Nehmen Sie das Paar auf (Passung) oder nehmen Sie die Vorgabe zurück.",
            en "{person} for {role} is forced but not eligible" => "add a fit for the pair or take the demand back";
        /// The order of goals is none.
        BadGoals "bad_goals"
            de "Die Reihenfolge der Ziele ist {found}." => "Nennen Sie seen, promised, covered und score je einmal, dazu even, wenn gewünscht.",
            en "the order of goals is {found}" => "name seen, promised, covered and score once each, even if wished";
        /// Pins that no legal plan holds.
        ContradictingPins "contradicting_pins"
            de "Die festgehaltenen Gespräche widersprechen sich: {detail}" => "Lösen oder verschieben Sie eines davon.",
            en "the pinned talks contradict each other: {detail}" => "remove or move one of them";
        /// A past that cannot have been.
        ContradictingPast "contradicting_past"
            de "So können die Gespräche bis jetzt nicht stattgefunden haben: {detail}" => "Geben Sie den Plan an, nach dem wirklich gearbeitet wurde.",
            en "the talks until now cannot have been held like this: {detail}" => "announce the plan that was really held";
        /// An announced talk of somebody or something unknown.
        UnknownAnnouncement "unknown_announcement"
            de "Ein angekündigtes Gespräch nennt Unbekanntes: {detail}" => "Es wird weggelassen.",
            en "an announced talk names something unknown: {detail}" => "it is left out";
    }
}
