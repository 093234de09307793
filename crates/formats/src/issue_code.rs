//! THE TABLE of issue codes: what each means and what to do about it.

issue::codes! {
    /// What can be wrong with a document. A code never changes its meaning.
    pub enum IssueCode {
        /// The text cannot be read at all.
        Syntax "syntax"
            de "Das ist kein gültiges {format}: {detail}" => "Prüfen Sie die genannte Stelle: Klammern, Anführungszeichen und Kommas.",
            en "this is not valid {format}: {detail}" => "check the place named: brackets, quotation marks and commas";
        /// The bytes are no text.
        Encoding "encoding"
            de "Die Datei ist kein lesbarer Text ({detail})." => "Speichern Sie sie als UTF-8 oder Windows-1252.",
            en "the file is no readable text ({detail})" => "save it as UTF-8 or Windows-1252";
        /// The file is too large.
        TooLarge "too_large"
            de "Die Datei hat {found} Bytes; erlaubt sind {limit}." => "Teilen Sie sie auf.",
            en "the file has {found} bytes, the limit is {limit}" => "split it";
        /// The file cannot be opened.
        Unreadable "unreadable"
            de "Die Datei lässt sich nicht öffnen: {detail}" => "Prüfen Sie Pfad und Leserechte.",
            en "the file cannot be opened: {detail}" => "check the path and your permission to read it";
        /// There is nothing to read.
        Empty "empty"
            de "Es ist nichts Lesbares da: {detail}" => "Geben Sie eine Datei mit mindestens einem Eintrag an.",
            en "there is nothing to read: {detail}" => "give a file with at least one entry";
        /// Nobody knows how to read such a file.
        UnknownFormat "unknown_format"
            de "Dateien mit der Endung „{found}“ werden hier nicht gelesen." => "Erlaubt sind: {allowed}.",
            en "files that end in “{found}” are not read here" => "allowed are: {allowed}";
        /// A field that the format does not have.
        UnknownField "unknown_field"
            de "Das Feld „{field}“ gibt es hier nicht." => "{suggestion}",
            en "there is no field “{field}” here" => "{suggestion}";
        /// A field that must be there is missing.
        MissingField "missing_field"
            de "Das Feld „{field}“ fehlt." => "Ergänzen Sie es: {about}",
            en "the field “{field}” is missing" => "add it: {about}";
        /// The value has the wrong type.
        WrongType "wrong_type"
            de "Hier steht {found}; erwartet wird {expected}." => "Ändern Sie den Wert.",
            en "this is {found}, expected is {expected}" => "change the value";
        /// A number is given with a unit, or with the wrong one.
        WrongUnit "wrong_unit"
            de "„{found}“ trägt eine Einheit; erwartet wird {expected}." => "Rechnen Sie um und schreiben Sie die Zahl ohne Einheit und ohne Anführungszeichen.",
            en "“{found}” carries a unit, expected is {expected}" => "convert it and write the number without a unit and without quotation marks";
        /// A word that the list does not have.
        NotAllowed "not_allowed"
            de "„{found}“ ist hier kein erlaubter Wert." => "{suggestion}",
            en "“{found}” is not an allowed value here" => "{suggestion}";
        /// A number outside its range.
        OutOfRange "out_of_range"
            de "{found} liegt außerhalb von {low} bis {high}." => "Geben Sie einen Wert in diesem Bereich an.",
            en "{found} lies outside {low} to {high}" => "give a value within this range";
        /// A text or a list of the wrong length.
        WrongLength "wrong_length"
            de "Die Länge {found} liegt außerhalb von {low} bis {high}." => "Kürzen oder ergänzen Sie den Wert.",
            en "the length {found} lies outside {low} to {high}" => "shorten or extend the value";
        /// A text that does not have the right form.
        WrongForm "wrong_form"
            de "„{found}“ hat nicht die Form {expected}." => "Schreiben Sie den Wert in dieser Form.",
            en "“{found}” does not have the form {expected}" => "write the value in this form";
        /// A day that the calendar does not have.
        NoSuchDate "no_such_date"
            de "Den Tag „{found}“ gibt es nicht." => "Schreiben Sie Daten als JJJJ-MM-TT, zum Beispiel 2026-11-21.",
            en "there is no day “{found}”" => "write dates as YYYY-MM-DD, for example 2026-11-21";
        /// A kind of criterion or fact that does not exist.
        UnknownKind "unknown_kind"
            de "Die Art „{found}“ gibt es nicht." => "{suggestion}",
            en "there is no kind “{found}”" => "{suggestion}";
        /// Neither a kind nor a group.
        MissingKind "missing_kind"
            de "Es fehlt, worum es geht." => "Ergänzen Sie „kind“ (oder „any_of“ / „all_of“ für eine Gruppe).",
            en "it does not say what it is about" => "add “kind” (or “any_of” / “all_of” for a group)";
        /// A level is stated neither as `level` nor as `between`, or as both.
        LevelOrRange "level_or_range"
            de "Es muss genau eines von „{one}“ und „{other}“ angegeben sein." => "Geben Sie einen Wert oder eine Spanne an; ist nichts bekannt, lassen Sie den Eintrag weg.",
            en "exactly one of “{one}” and “{other}” must be given" => "give a value or a range; leave the entry out if nothing is known";
        /// Both forms of when a must is due.
        Contradiction "contradiction"
            de "„{one}“ und „{other}“ widersprechen sich." => "Lassen Sie eines von beiden weg.",
            en "“{one}” and “{other}” contradict each other" => "leave one of them out";
        /// Two entries with one identifier.
        Duplicate "duplicate"
            de "„{id}“ kommt mehrfach vor ({where})." => "Geben Sie jedem Eintrag eine eigene Kennung.",
            en "“{id}” occurs more than once ({where})" => "give every entry an identifier of its own";
        /// A group without members.
        EmptyGroup "empty_group"
            de "Die Gruppe in „{id}“ ist leer." => "Nennen Sie mindestens ein Glied oder lassen Sie die Gruppe weg.",
            en "the group in “{id}” is empty" => "name at least one member or leave the group out";
        /// Groups too deep inside one another.
        TooDeep "too_deep"
            de "Die Gruppen in „{id}“ sind zu tief verschachtelt." => "Teilen Sie das Kriterium in mehrere auf; erlaubt sind 8 Ebenen.",
            en "the groups in “{id}” lie too deep inside one another" => "split the criterion; 8 levels are allowed";
        /// A target that asks for nothing.
        TargetIsNothing "target_is_nothing"
            de "Das Ziel von „{id}“ verlangt nichts." => "Nennen Sie eine höhere Stufe oder streichen Sie das Kriterium.",
            en "the target of “{id}” asks for nothing" => "name a higher level or delete the criterion";
        /// A minimum that asks for nothing.
        MinimumIsNothing "minimum_is_nothing"
            de "Das Minimum von „{id}“ schließt niemanden aus." => "Nennen Sie eine höhere Stufe oder lassen Sie das Minimum weg.",
            en "the minimum of “{id}” excludes nobody" => "name a higher level or leave the minimum out";
        /// A list that must name something.
        EmptyList "empty_list"
            de "Die Liste in „{id}“ ist leer." => "Nennen Sie mindestens einen Wert.",
            en "the list in “{id}” is empty" => "name at least one value";
        /// A range the wrong way round.
        RangeReversed "range_reversed"
            de "Die Spanne in „{id}“ steht verkehrt herum." => "Vertauschen Sie die beiden Enden.",
            en "the range in “{id}” is the wrong way round" => "swap its two ends";
        /// The same thing as present and as absent.
        ListedTwice "listed_twice"
            de "„{id}“ nennt eine Bedingung zugleich als vorhanden und als nicht vorhanden." => "Streichen Sie eine der beiden Angaben.",
            en "“{id}” lists a condition as present and as absent" => "delete one of the two";
        /// A must that excludes nobody.
        MustWithoutMinimum "must_without_minimum"
            de "„{id}“ ist ein Muss, nennt aber kein Minimum." => "Ergänzen Sie „minimum“ oder lassen Sie „due“ weg.",
            en "“{id}” is a must, but names no minimum" => "add “minimum” or leave “due” out";
        /// A line without effect.
        NoEffect "no_effect"
            de "„{id}“ zählt keine Punkte und ist kein Muss." => "Geben Sie eine Wichtigkeit über 0 oder ein Minimum an.",
            en "“{id}” carries no points and is no must" => "give an importance above 0 or a minimum";
        /// Points on a plain yes or no.
        GateWithPoints "gate_with_points"
            de "„{id}“ wird nur mit Ja oder Nein beantwortet und kann keine Punkte zählen." => "Setzen Sie „importance“ auf 0 oder lassen Sie es weg.",
            en "“{id}” is answered by yes or no only and cannot carry points" => "set “importance” to 0 or leave it out";
        /// Demands and needs in one line.
        MixedSides "mixed_sides"
            de "„{id}“ verbindet Anforderungen und Wünsche." => "Schreiben Sie zwei Kriterien.",
            en "“{id}” joins demands and needs" => "write two criteria";
        /// A budget of the other side.
        WrongSide "wrong_side"
            de "„{id}“ wird aus dem Budget „{budget}“ bezahlt, das zur anderen Seite gehört." => "Nehmen Sie ein Budget der eigenen Seite.",
            en "“{id}” is paid from the budget “{budget}”, which belongs to the other side" => "take a budget of its own side";
        /// A wish read by two lines.
        ReadTwice "read_twice"
            de "„{id}“ fragt „{kind}“ ein zweites Mal ab." => "Fassen Sie beide Kriterien zu einem zusammen.",
            en "“{id}” reads “{kind}” a second time" => "join the two criteria into one";
        /// A term that the vocabulary does not have.
        UnknownConcept "unknown_concept"
            de "Der Begriff „{found}“ steht nicht im Vokabular; er gilt als mit nichts verwandt." => "{suggestion}",
            en "the term “{found}” is not in the vocabulary; it counts as related to nothing" => "{suggestion}";
        /// A vocabulary breaks a rule of the graph.
        Taxonomy "taxonomy"
            de "{detail}" => "Prüfen Sie die Oberbegriffe („broader“) des Begriffs.",
            en "{detail}" => "check the broader terms of the concept";
        /// A budget of a side does not sum to 100.
        BudgetSum "budget_sum"
            de "Die Budgets der Seite „{side}“ ergeben {found} statt 100 Punkte." => "Nur das Verhältnis zählt; mit 100 Punkten sind die Zahlen leichter zu lesen.",
            en "the budgets of the side “{side}” sum to {found} instead of 100 points" => "only proportions count; with 100 points the numbers are easier to read";
        /// Criteria whose budget has no points.
        BudgetMissing "budget_missing"
            de "„{id}“ soll zählen, aber das Budget „{budget}“ hat keine Punkte." => "Geben Sie dem Budget Punkte oder dem Kriterium die Wichtigkeit 0.",
            en "“{id}” should count, but the budget “{budget}” has no points" => "give the budget points or the criterion the importance 0";
        /// A shipped entry that says nothing about where it comes from.
        NoSource "no_source"
            de "Der Eintrag „{id}“ nennt keine Quelle." => "Ergänzen Sie „sources“ und „checked_on“.",
            en "the entry “{id}” names no source" => "add “sources” and “checked_on”";
        /// A validity that ends before it begins.
        Reversed "reversed"
            de "„{one}“ liegt nach „{other}“." => "Vertauschen Sie die beiden Werte.",
            en "“{one}” lies after “{other}”" => "swap the two values";
        /// A measure that takes no time.
        NoTime "no_time"
            de "Die Maßnahme „{id}“ dauert null Tage." => "Geben Sie bei „days“ mindestens einen Tag an.",
            en "the measure “{id}” takes no days" => "give at least one day in “days”";
        /// A measure that gives what no measure can give.
        GivesNothing "gives_nothing"
            de "Die Maßnahme „{id}“ gibt etwas, das keine Maßnahme geben kann, oder dessen Stufe der Nachweis nicht festlegt." => "Nennen Sie eine Stufe über null mit „evidence“ observed, tested, certificate oder permit; Wünsche und Bereitschaften gibt keine Maßnahme.",
            en "the measure “{id}” gives something that no measure can give, or whose level its evidence does not settle" => "name a level above nothing with the “evidence” observed, tested, certificate or permit; no measure gives wishes or willingness";
        /// A precondition that nobody can meet.
        NobodyCan "nobody_can"
            de "Was „{id}“ voraussetzt, kann niemand erfüllen, dem es noch nützt." => "Prüfen Sie die Voraussetzung: Sie darf nicht verlangen, was erst die Maßnahme selbst gibt, und ein Alter nicht verkehrt herum nennen.",
            en "nobody who still has a use for “{id}” can meet what it needs" => "check the precondition: it must not ask for what only the measure itself gives, nor name an age the wrong way round";
        /// A measure that nobody gets.
        NoRoute "no_route"
            de "Die Maßnahme „{id}“ nennt keinen Zugang; niemand bekäme sie." => "Ergänzen Sie unter „routes“, wer sie auf welchem Weg bekommt.",
            en "the measure “{id}” names no route; nobody would get it" => "say under “routes” who gets it on which ground";
        /// A line that names a measure that does not exist.
        UnknownMeasure "unknown_measure"
            de "Die Maßnahme „{found}“ gibt es nicht (genannt in „{id}“)." => "Nehmen Sie eine Kennung aus „measures/“ oder ergänzen Sie die Maßnahme dort.",
            en "there is no measure “{found}” (named in “{id}”)" => "take an identifier from “measures/” or add the measure there";
        /// A table lacks a column that it needs.
        MissingColumn "missing_column"
            de "Die Spalte „{column}“ fehlt. Gefunden: {found}." => "Ergänzen Sie die Spalte oder passen Sie die Zuordnung an.",
            en "the column “{column}” is missing; found: {found}" => "add the column or change the mapping";
        /// A table has a column that nobody reads.
        UnknownColumn "unknown_column"
            de "Die Spalte „{column}“ wird nicht gelesen." => "{suggestion}",
            en "the column “{column}” is not read" => "{suggestion}";
        /// A cell that cannot be understood.
        Cell "cell"
            de "„{found}“ lässt sich nicht lesen." => "{suggestion}",
            en "“{found}” cannot be read" => "{suggestion}";
        /// A row with more or fewer cells than there are headings.
        RowWidth "row_width"
            de "Die Zeile hat {found} Felder, die Überschrift {expected}." => "Prüfen Sie Trennzeichen und Anführungszeichen in dieser Zeile.",
            en "the row has {found} cells, the heading has {expected}" => "check separators and quotation marks in this row";
        /// A line or field of a role that is to change, but is not there.
        UnknownLine "unknown_line"
            de "„{found}“ gibt es in der Rolle nicht." => "Nehmen Sie eine Kennung der Rolle („passgenau diff“ zeigt sie) oder schreiben Sie die Zeile unter „add“.",
            en "the role has no “{found}”" => "take an identifier of the role (“passgenau diff” shows them) or write the line under “add”";
        /// The posting guard objects.
        Guard "guard"
            de "{label}: {why} ({norm}; gefunden: „{found}“)" => "{alternative}",
            en "{label}: {why} ({norm}; found: “{found}”)" => "{alternative}";
        /// Something about a day cannot be planned.
        Day "day"
            de "{detail}" => "{suggestion}",
            en "{detail}" => "{suggestion}";
    }
}
