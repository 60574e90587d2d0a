//! What is said of lines as scripts have them.

use spoken::{Names, said, said_names};

fn heard(line: &str, language: &str) -> String {
    let words = said(line, language, &Names::new());
    if words.is_empty() {
        line.to_owned()
    } else {
        words.into_iter().filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
    }
}

fn all(language: &str, lines: &[(&str, &str)]) {
    let wrong: Vec<String> = lines
        .iter()
        .map(|(line, wanted)| (line, wanted, heard(line, language)))
        .filter(|(_, wanted, heard)| heard != *wanted)
        .map(|(line, wanted, heard)| format!("{line}\n  wanted: {wanted}\n  heard:  {heard}"))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn english_lines_are_written_out() {
    all(
        "en",
        &[
            ("Give me $5.", "Give me five dollars."),
            ("It costs $5.50, not £3.20!", "It costs five dollars and fifty cents, not three pounds and twenty pence!"),
            ("They stole $5 million.", "They stole five million dollars."),
            ("A $3.5bn deal.", "A three point five billion dollars deal."),
            ("One €1 coin.", "One one euro coin."),
            ("Meet me at 7:30.", "Meet me at seven thirty."),
            ("At 7:05 p.m. sharp.", "At seven oh five P M sharp."),
            ("It's 9am.", "It's nine A M."),
            ("At 12:00 we eat.", "At twelve o'clock we eat."),
            ("It's 5 km away.", "It's five kilometres away."),
            ("1 km, 60mph, 20°C.", "one kilometre, sixty miles per hour, twenty degrees Celsius."),
            ("5% of 1,250 people", "five percent of one thousand two hundred and fifty people"),
            ("On May 3, 2024.", "On May third, twenty twenty-four."),
            ("On 3 May 1984 it rained.", "On the third of May nineteen eighty-four it rained."),
            ("The 21st of June.", "The twenty-first of June."),
            ("Born in 1905, dead by 2010.", "Born in nineteen oh five, dead by twenty ten."),
            ("The 1920s and the '80s.", "The nineteen twenties and the eighties."),
            ("Dr. Gray of St. Mary's, 12 Elm St.", "Doctor Gray of Saint Mary's, twelve Elm Street."),
            ("Mr. and Mrs. Smith vs. the FBI", "Mister and Missus Smith versus the F B I"),
            ("Agent 007, room 101.", "Agent zero zero seven, room one hundred and one."),
            ("Call 555-0123.", "Call five five five, zero one two three."),
            ("Pages 10-15, 1914–1918.", "Pages ten to fifteen, nineteen fourteen to nineteen eighteen."),
            ("Half is 1/2, or ½, and 2/3 more", "Half is one half, or one half, and two thirds more"),
            ("Pi is 3.14.", "Pi is three point one four."),
            ("It's -5 out there.", "It's minus five out there."),
            ("Rock & roll", "Rock and roll"),
            ("J. R. R. Tolkien of the U.S.A.", "J R R Tolkien of the U S A."),
            ("Write to ann@example.com", "Write to ann at example dot com"),
            ("See www.example.com/a-b.", "See W W W dot example dot com slash a dash b."),
            ("This is *really* _very_ **bad**.", "This is really very bad."),
            ("He's 6'2\" tall", "He's six foot two\" tall"),
            ("Track #5, flat B2, MI6.", "Track number five, flat B two, M I six."),
            ("No. 5 is alive. No. Never.", "number five is alive. No. Never."),
            ("1,000,000 stars and 2,000,017 more", "one million stars and two million and seventeen more"),
        ],
    );
}

#[test]
fn german_lines_are_written_out() {
    all(
        "de",
        &[
            ("Das macht 5,50 €.", "Das macht fünf Euro und fünfzig Cent."),
            (
                "Er kommt am 3. Mai 1984 um 19.30 Uhr.",
                "Er kommt am dritten Mai neunzehnhundertvierundachtzig um neunzehn Uhr dreißig.",
            ),
            ("Um 7:30 ist es 1 km.", "Um sieben Uhr dreißig ist es ein Kilometer."),
            (
                "Ich habe 21 Hunde und 1.250 Katzen, z.B. Hr. Kater.",
                "Ich habe einundzwanzig Hunde und eintausendzweihundertfünfzig Katzen, zum Beispiel Herr Kater.",
            ),
            ("Das sind 3,14 % von 2024.", "Das sind drei Komma eins vier Prozent von zweitausendvierundzwanzig."),
        ],
    );
}

#[test]
fn french_lines_are_written_out() {
    all(
        "fr",
        &[
            ("Ça fait 10 000 euros.", "Ça fait dix mille euros."),
            (
                "Rendez-vous le 1er mai à 19h30, M. Dupont.",
                "Rendez-vous le premier mai à dix-neuf heures trente, Monsieur Dupont.",
            ),
            ("Il a 71 ans et 80 % de raison.", "Il a soixante et onze ans et quatre-vingts pour cent de raison."),
            ("Ça coûte 3,50 €.", "Ça coûte trois euros et cinquante centimes."),
            ("La 2e porte à 5 km", "La deuxième porte à cinq kilomètres"),
        ],
    );
}

#[test]
fn spanish_italian_and_portuguese_lines_are_written_out() {
    all(
        "es",
        &[
            ("Tengo 21 años y 1 km.", "Tengo veintiún años y un kilómetro."),
            (
                "Son 3,50 € el 3 de mayo de 1984.",
                "Son tres euros y cincuenta céntimos el tres de mayo de mil novecientos ochenta y cuatro.",
            ),
            ("El Sr. Ruiz llega a las 7:30.", "El señor Ruiz llega a las siete y treinta."),
        ],
    );
    all(
        "it",
        &[
            ("Ho 28 anni e 1.000 lire.", "Ho ventotto anni e mille lire."),
            ("Il Sig. Rossi arriva alle 19:45.", "Il Signor Rossi arriva alle diciannove e quarantacinque."),
        ],
    );
    all(
        "pt",
        &[
            ("Custa R$ 5,50.", "Custa cinco reais e cinquenta centavos."),
            ("São 200 km e 101 dias.", "São duzentos quilômetros e cento e um dias."),
        ],
    );
}

#[test]
fn lines_that_are_said_as_written_have_nothing_in_their_place() {
    for line in [
        "Come here, now!",
        "I don't know -- maybe...",
        "OH MY GOD. LOOK OUT!",
        "Psst... “Over here.”",
        "SHH! HMM. BRR.",
        "",
        "…",
    ] {
        assert!(said(line, "en", &Names::new()).is_empty(), "{line}: {:?}", said(line, "en", &Names::new()));
    }
    assert!(said("Это 5 км", "ru", &Names::new()).is_empty());
}

#[test]
fn there_is_one_entry_for_each_word_of_the_line() {
    for line in ["$5 million on 3 May 1984 at 7 p.m. & more", "10 000 km", "— 5 — kg —", "*** 12 ***"] {
        for language in ["en", "de", "fr", "es", "it", "pt", "ja"] {
            let words = said(line, language, &Names::new());
            assert!(
                words.is_empty() || words.len() == line.split_whitespace().count(),
                "{line} ({language}): {words:?}"
            );
        }
    }
}

#[test]
fn a_name_is_said_as_a_person_told() {
    let names: Names = [("Siobhan", "Shivawn"), ("Nguyen Van", "Win Van"), ("Van", "Vann")]
        .map(|(written, said)| (written.to_owned(), said.to_owned()))
        .into();
    let heard =
        |line: &str| said_names(line, &names).into_iter().filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ");
    assert_eq!(heard("“Siobhan's here, SIOBHAN!”"), "“Shivawn's here, Shivawn!”");
    assert_eq!(heard("Nguyen Van, or Van?"), "Win Van, or Vann?");
    assert!(said_names("Siobhanna came.", &names).is_empty());
    assert_eq!(said("Siobhan owes $5", "en", &names).join(" "), "Shivawn owes five dollars");
}

#[test]
fn anything_at_all_is_read_without_a_fault() {
    let odd = [
        "1:2:3",
        "$",
        "$$5",
        "5$5",
        "-",
        "--5",
        "1/0",
        "0/0",
        "99999999999999999999",
        "1.2.3.4",
        "'",
        "''80s",
        "*",
        "_",
        "**",
        "a@",
        "@a",
        "://",
        "http://",
        "١٢",
        "５",
        "½½",
        "1e5",
        "#",
        "#a",
        "º",
        "5ºª",
        "1,2,3",
        ".5",
        "5.",
        "°",
        "6'",
        "'5",
        "5'5'5",
        "€1.000,5",
        "\u{202f}",
    ];
    for a in odd {
        for b in odd {
            for language in ["en", "de", "fr", "es", "it", "pt", "zh"] {
                let line = format!("{a} {b} {a}{b}");
                let words = said(&line, language, &Names::new());
                assert!(words.is_empty() || words.len() == line.split_whitespace().count(), "{line}");
            }
        }
    }
}
