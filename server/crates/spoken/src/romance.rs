//! Numbers of French, Spanish, Italian and Portuguese.

use crate::tongue::{Tongue, nth};

const FR: [&str; 20] = [
    "zéro", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix", "onze", "douze", "treize",
    "quatorze", "quinze", "seize", "dix-sept", "dix-huit", "dix-neuf",
];
const FR_TENS: [&str; 7] = ["", "", "vingt", "trente", "quarante", "cinquante", "soixante"];
const ES: [&str; 30] = [
    "cero",
    "uno",
    "dos",
    "tres",
    "cuatro",
    "cinco",
    "seis",
    "siete",
    "ocho",
    "nueve",
    "diez",
    "once",
    "doce",
    "trece",
    "catorce",
    "quince",
    "dieciséis",
    "diecisiete",
    "dieciocho",
    "diecinueve",
    "veinte",
    "veintiuno",
    "veintidós",
    "veintitrés",
    "veinticuatro",
    "veinticinco",
    "veintiséis",
    "veintisiete",
    "veintiocho",
    "veintinueve",
];
const ES_TENS: [&str; 10] =
    ["", "", "veinte", "treinta", "cuarenta", "cincuenta", "sesenta", "setenta", "ochenta", "noventa"];
const ES_HUNDREDS: [&str; 10] = [
    "",
    "ciento",
    "doscientos",
    "trescientos",
    "cuatrocientos",
    "quinientos",
    "seiscientos",
    "setecientos",
    "ochocientos",
    "novecientos",
];
const IT: [&str; 20] = [
    "zero",
    "uno",
    "due",
    "tre",
    "quattro",
    "cinque",
    "sei",
    "sette",
    "otto",
    "nove",
    "dieci",
    "undici",
    "dodici",
    "tredici",
    "quattordici",
    "quindici",
    "sedici",
    "diciassette",
    "diciotto",
    "diciannove",
];
const IT_TENS: [&str; 10] =
    ["", "", "venti", "trenta", "quaranta", "cinquanta", "sessanta", "settanta", "ottanta", "novanta"];
const PT: [&str; 20] = [
    "zero",
    "um",
    "dois",
    "três",
    "quatro",
    "cinco",
    "seis",
    "sete",
    "oito",
    "nove",
    "dez",
    "onze",
    "doze",
    "treze",
    "catorze",
    "quinze",
    "dezesseis",
    "dezessete",
    "dezoito",
    "dezenove",
];
const PT_TENS: [&str; 10] =
    ["", "", "vinte", "trinta", "quarenta", "cinquenta", "sessenta", "setenta", "oitenta", "noventa"];
const PT_HUNDREDS: [&str; 10] = [
    "",
    "cento",
    "duzentos",
    "trezentos",
    "quatrocentos",
    "quinhentos",
    "seiscentos",
    "setecentos",
    "oitocentos",
    "novecentos",
];

pub(crate) fn cardinal(n: u64, tongue: Tongue) -> String {
    let below = |n: u64| match tongue {
        Tongue::French => french(n),
        Tongue::Spanish => spanish(n),
        Tongue::Italian => italian(n),
        _ => portuguese(n),
    };
    if n < 1_000 {
        return below(n);
    }
    let (thousand, thousands, million, millions, milliard, milliards) = match tongue {
        Tongue::French => ("mille", "mille", "un million", "millions", "un milliard", "milliards"),
        Tongue::Spanish => ("mil", "mil", "un millón", "millones", "mil millones", "mil millones"),
        Tongue::Italian => ("mille", "mila", "un milione", "milioni", "un miliardo", "miliardi"),
        _ => ("mil", "mil", "um milhão", "milhões", "um bilhão", "bilhões"),
    };
    let (size, one, many) = match n {
        1_000..1_000_000 => (1_000, thousand, thousands),
        1_000_000..1_000_000_000 => (1_000_000, million, millions),
        _ => (1_000_000_000, milliard, milliards),
    };
    let (head, rest) = (n / size, n % size);
    let head = match (head, tongue, size) {
        (1, ..) => one.to_owned(),
        // In Italian thousands are one word with their number.
        (_, Tongue::Italian, 1_000) => format!("{}{many}", cardinal(head, tongue)),
        _ => format!("{} {many}", before_noun(head, cardinal(head, tongue), tongue)),
    };
    match (rest, tongue) {
        (0, _) => head,
        (rest, Tongue::Italian) if size == 1_000 => format!("{head}{}", cardinal(rest, tongue)),
        (rest, Tongue::Portuguese) if rest < 100 || rest < 1_000 && rest % 100 == 0 => {
            format!("{head} e {}", cardinal(rest, tongue))
        }
        (rest, _) => format!("{head} {}", cardinal(rest, tongue)),
    }
}

fn french(n: u64) -> String {
    match n {
        0..20 => nth(&FR, n).to_owned(),
        20..70 => match n % 10 {
            0 => nth(&FR_TENS, n / 10).to_owned(),
            1 => format!("{} et un", nth(&FR_TENS, n / 10)),
            one => format!("{}-{}", nth(&FR_TENS, n / 10), nth(&FR, one)),
        },
        71 => "soixante et onze".to_owned(),
        70..80 => format!("soixante-{}", nth(&FR, n - 60)),
        80 => "quatre-vingts".to_owned(),
        81..100 => format!("quatre-vingt-{}", nth(&FR, n - 80)),
        _ => {
            let head = if n / 100 == 1 { "cent".to_owned() } else { format!("{} cent", nth(&FR, n / 100)) };
            match n % 100 {
                0 if n > 100 => format!("{head}s"),
                0 => head,
                rest => format!("{head} {}", french(rest)),
            }
        }
    }
}

fn spanish(n: u64) -> String {
    match n {
        0..30 => nth(&ES, n).to_owned(),
        30..100 => match n % 10 {
            0 => nth(&ES_TENS, n / 10).to_owned(),
            one => format!("{} y {}", nth(&ES_TENS, n / 10), nth(&ES, one)),
        },
        100 => "cien".to_owned(),
        _ if n % 100 == 0 => nth(&ES_HUNDREDS, n / 100).to_owned(),
        _ => format!("{} {}", nth(&ES_HUNDREDS, n / 100), spanish(n % 100)),
    }
}

fn italian(n: u64) -> String {
    match n {
        0..20 => nth(&IT, n).to_owned(),
        20..100 => {
            let (tens, one) = (nth(&IT_TENS, n / 10), n % 10);
            let mut cut = tens.to_owned();
            // Before a vowel the tens lose theirs.
            if matches!(one, 1 | 8) {
                cut.pop();
            }
            match one {
                0 => tens.to_owned(),
                3 => format!("{tens}tré"),
                _ => format!("{cut}{}", nth(&IT, one)),
            }
        }
        _ => {
            let head = if n / 100 == 1 { "cento".to_owned() } else { format!("{}cento", nth(&IT, n / 100)) };
            if n % 100 == 0 { head } else { format!("{head}{}", italian(n % 100)) }
        }
    }
}

fn portuguese(n: u64) -> String {
    match n {
        0..20 => nth(&PT, n).to_owned(),
        20..100 => match n % 10 {
            0 => nth(&PT_TENS, n / 10).to_owned(),
            one => format!("{} e {}", nth(&PT_TENS, n / 10), nth(&PT, one)),
        },
        100 => "cem".to_owned(),
        _ if n % 100 == 0 => nth(&PT_HUNDREDS, n / 100).to_owned(),
        _ => format!("{} e {}", nth(&PT_HUNDREDS, n / 100), portuguese(n % 100)),
    }
}

fn before_noun(n: u64, plain: String, tongue: Tongue) -> String {
    let ends_in_one = n % 10 == 1 && n % 100 != 11;
    match tongue {
        Tongue::Spanish if n % 100 == 21 => plain.trim_end_matches("uno").to_owned() + "ún",
        Tongue::Spanish if ends_in_one => plain.trim_end_matches('o').to_owned(),
        Tongue::Italian if n == 1 => "un".to_owned(),
        _ => plain,
    }
}

/// A number before what it counts.
pub(crate) fn counting(n: u64, plain: String, feminine: bool, tongue: Tongue) -> String {
    let ends_in = |ones: u64| n % 10 == ones && n % 100 != 10 + ones;
    match (tongue, feminine) {
        (_, false) => before_noun(n, plain, tongue),
        (Tongue::French, true) if ends_in(1) && n % 100 != 71 && n % 100 != 91 => format!("{plain}e"),
        (Tongue::Spanish, true) if ends_in(1) => plain.trim_end_matches('o').to_owned() + "a",
        (Tongue::Italian, true) if n == 1 => "una".to_owned(),
        (Tongue::Portuguese, true) if ends_in(1) => plain.trim_end_matches("um").to_owned() + "uma",
        (Tongue::Portuguese, true) if ends_in(2) => plain.trim_end_matches("dois").to_owned() + "duas",
        _ => plain,
    }
}

pub(crate) fn ordinal(n: u64, feminine: bool, tongue: Tongue) -> String {
    const SPANISH: [&str; 11] =
        ["", "primero", "segundo", "tercero", "cuarto", "quinto", "sexto", "séptimo", "octavo", "noveno", "décimo"];
    const ITALIAN: [&str; 11] =
        ["", "primo", "secondo", "terzo", "quarto", "quinto", "sesto", "settimo", "ottavo", "nono", "decimo"];
    const PORTUGUESE: [&str; 11] =
        ["", "primeiro", "segundo", "terceiro", "quarto", "quinto", "sexto", "sétimo", "oitavo", "nono", "décimo"];
    let plain = match tongue {
        Tongue::French => return french_ordinal(n, feminine),
        Tongue::Spanish => nth(&SPANISH, n),
        Tongue::Italian => nth(&ITALIAN, n),
        _ => nth(&PORTUGUESE, n),
    };
    let ends = |masculine: &str| {
        if feminine { masculine.trim_end_matches('o').to_owned() + "a" } else { masculine.to_owned() }
    };
    match (plain, tongue) {
        ("", Tongue::Italian) => {
            let mut stem = cardinal(n, tongue);
            stem.pop();
            ends(&format!("{stem}esimo"))
        }
        ("", _) => cardinal(n, tongue),
        (plain, _) => ends(plain),
    }
}

fn french_ordinal(n: u64, feminine: bool) -> String {
    if n == 1 {
        return if feminine { "première" } else { "premier" }.to_owned();
    }
    let plain = cardinal(n, Tongue::French);
    if plain.ends_with("trois") {
        return format!("{plain}ième");
    }
    let stem = plain.trim_end_matches('s').trim_end_matches('e');
    match (stem.strip_suffix("neuf"), stem.ends_with("cinq")) {
        (Some(head), _) => format!("{head}neuvième"),
        (None, true) => format!("{stem}uième"),
        (None, false) => format!("{stem}ième"),
    }
}
