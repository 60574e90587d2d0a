//! Looks and places of scripts and stories in other languages than English reach the prompts, in English words.

use super::shoot;
use model::Sex;

/// What is told of somebody: the script, the name, the sex, words that the prompt has, and words that it lacks.
type Case = (&'static str, &'static str, Option<Sex>, &'static [&'static str], &'static [&'static str]);

const HE: Option<Sex> = Some(Sex::Male);
const SHE: Option<Sex> = Some(Sex::Female);

const SCREENPLAYS: &[Case] = &[
    (
        "INT. WERKSTATT - TAG\n\nHELGA (52, grüner Overall, graue Zöpfe, Brille) feilt an einem Rohr.\n\nHELGA\nDas hält nicht mehr lange.\n",
        "Helga",
        SHE,
        &["52", "green overalls", "grey braids", "glasses"],
        &["jacket", "dress", "Overall"],
    ),
    (
        "INT. BÄCKEREI - MORGEN\n\nRUDI, ein dicker junger Mann mit rotem Bart und weißer Schürze, knetet den Teig.\n\nRUDI\nIch bin gleich so weit.\n",
        "Rudi",
        HE,
        &["young man", "red beard", "white apron", "fat"],
        &["Bart", "knetet"],
    ),
    (
        "EXT. HAFEN - NACHT\n\nEine FRAU IN SCHWARZ wartet. MERLE (Mitte vierzig, kurze weiße Haare, Ledermantel) tritt aus dem Nebel.\n\nMERLE\nSie sind zu spät.\n",
        "Merle",
        None,
        &["40s", "short white hair", "leather coat"],
        &["Haare"],
    ),
    (
        "INT. KÜCHE - TAG\n\nOPA HEINZ, 81, kahlköpfig, in einer blauen Strickjacke, schält Kartoffeln.\n\nOPA HEINZ\nFrüher war das anders.\n",
        "Opa Heinz",
        None,
        &["81", "bald", "blue cardigan"],
        &["Kartoffeln", "hair"],
    ),
    (
        "INT. GRENIER - JOUR\n\nSOLANGE, une femme aux longs cheveux blancs, vêtue d'une robe bleue, ouvre une malle.\n\nSOLANGE\nTout est encore là.\n",
        "Solange",
        SHE,
        &["woman", "long white hair", "blue dress"],
        &["robe", "malle", "trousers"],
    ),
    (
        "EXT. PORT - NUIT\n\nYANN (19 ans, maigre, bonnet de laine, pull rayé) court sur le quai.\n\nYANN\nAttendez-moi !\n",
        "Yann",
        None,
        &["19", "thin", "woolly hat", "striped sweater"],
        &["bonnet"],
    ),
    (
        "INT. BUREAU - JOUR\n\nLe COMMISSAIRE BRAC, la cinquantaine, crâne rasé, moustache grise, imperméable, s'assoit.\n\nCOMMISSAIRE BRAC\nOn recommence depuis le début.\n",
        "Commissaire Brac",
        None,
        &["50s", "shaved head", "grey moustache", "raincoat"],
        &["curly", "brown hair"],
    ),
    (
        "INT. COCINA - NOCHE\n\nTOMÁS, un viejo con barba gris y chaleco, abre la puerta.\n\nTOMÁS\n¿Quién anda ahí a estas horas?\n",
        "Tomás",
        HE,
        &["old man", "grey beard", "waistcoat"],
        &["barba", "puerta"],
    ),
    (
        "EXT. PLAZA - DÍA\n\nMARISOL (25, pelo rizado y negro, vestido amarillo, descalza) baila sola.\n\nMARISOL\nNo pienso parar nunca.\n",
        "Marisol",
        None,
        &["25", "curly black hair", "yellow dress", "barefoot"],
        &["vestido", "shoes"],
    ),
    (
        "INT. TALLER - DÍA\n\nEl MAESTRO ORDUÑA, alto y delgado, con gafas y corbata roja, lee el periódico. Lleva un abrigo negro.\n\nMAESTRO ORDUÑA\nEsto no puede ser verdad.\n",
        "Maestro Orduña",
        HE,
        &["tall", "slim", "glasses", "red tie", "black coat"],
        &["periódico"],
    ),
    (
        "INT. CUCINA - SERA\n\nNONNA PIA, una donna bassa e robusta con i capelli bianchi, mescola la salsa.\n\nNONNA PIA\nChi ha fame venga a tavola.\n",
        "Nonna Pia",
        SHE,
        &["woman", "white hair", "small", "stocky"],
        &["salsa", "capelli"],
    ),
    (
        "EST. SPIAGGIA - ALBA\n\nENZO (sessant'anni, barba incolta, maglione blu, berretto) tira la barca a riva.\n\nENZO\nOggi il mare non ci vuole.\n",
        "Enzo",
        None,
        &["60s", "stubble", "blue sweater", "cap"],
        &["barca"],
    ),
    (
        "INT. ESCRITÓRIO - DIA\n\nDONA LURDES (70 anos, cabelo grisalho preso, óculos, vestido florido) carimba papéis.\n\nDONA LURDES\nO senhor não tem senha.\n",
        "Dona Lurdes",
        None,
        &["70", "grey tied-back hair", "glasses", "floral dress"],
        &["cabelo"],
    ),
    (
        "EXT. PRAIA - DIA\n\nJOÃO, um homem careca com bigode preto e camisa branca, fuma.\n\nJOÃO\nHoje não há peixe para ninguém.\n",
        "João",
        HE,
        &["bald", "black moustache", "white shirt"],
        &["bigode", "curly"],
    ),
    (
        "ИНТ. КУХНЯ - НОЧЬ\n\nАННА (30, красное платье, короткие светлые волосы) стоит у окна.\n\nАННА\nЯ больше не могу ждать.\n",
        "Анна",
        None,
        &["30", "red dress", "short blond hair"],
        &["платье"],
    ),
    (
        "ИНТ. ДОМ - ДЕНЬ\n\nПЁТР, старик с седой бородой, в чёрном пальто, входит и садится.\n\nПЁТР\nПоздно уже, пора домой.\n",
        "Пётр",
        HE,
        &["old man", "grey beard", "black coat"],
        &["бород"],
    ),
    (
        "内景 厨房 - 夜\n\n安娜（30岁，红色连衣裙，金色短发）站在窗边。\n\n安娜\n我睡不着，你怎么还没睡？\n",
        "安娜",
        None,
        &["30", "red dress", "blond short hair"],
        &["连衣裙"],
    ),
    (
        "内景 办公室 - 日\n\n老王，六十岁，留着灰白胡子，穿着黑色外套，走进来。\n\n老王\n大家都到齐了没有？\n",
        "老王",
        None,
        &["60", "grey beard", "black coat"],
        &["胡子"],
    ),
    (
        "○台所（夜）\n\nアンナ（30）、赤いワンピース、短い金髪。窓辺に立っている。\n\nアンナ「眠れないの、どうしても」\n\n健「もう遅いよ」\n",
        "アンナ",
        None,
        &["30", "red dress", "short blond hair"],
        &["ワンピース"],
    ),
    (
        "○駅（朝）\n\n健（60）、白い髭、黒いコートの男。\n\n健「まだ起きていたのか」\n\nアンナ「ええ、待っていたの」\n",
        "健",
        HE,
        &["60", "white beard", "black coat"],
        &["コート"],
    ),
];

const STORIES: &[Case] = &[
    (
        "Karl Winter öffnete die Tür des Ladens. Er war ein dicker Mann von fünfzig Jahren mit einer Glatze und trug eine blaue Schürze.\n\n„Guten Morgen“, sagte Karl Winter zu Lena. „Ist das Brot schon da?“\n\n„Noch nicht“, antwortete Lena.\n",
        "Karl Winter",
        HE,
        &["50", "bald head", "blue apron", "fat"],
        &["Schürze"],
    ),
    (
        "Lena stand im Garten. Sie hatte lange rote Haare und trug einen gelben Mantel.\n\n„Wer ist da?“, fragte Lena.\n\n„Nur ich“, sagte Paul und kam näher.\n",
        "Lena",
        SHE,
        &["long red hair", "yellow coat"],
        &["Haare", "trug"],
    ),
    (
        "Élise attendait dans la cuisine. Elle portait une robe verte et des lunettes.\n\n— Tu es en retard, dit Élise.\n\n— Je sais, répondit Marc.\n",
        "Élise",
        SHE,
        &["green dress", "glasses"],
        &["robe"],
    ),
    (
        "Ramón entró en la taberna. Era un hombre alto de barba negra y llevaba un abrigo roto.\n\n—Buenas noches —dijo Ramón.\n\n—No hay mesa —contestó Elvira.\n",
        "Ramón",
        HE,
        &["tall", "black beard", "torn coat"],
        &["barba"],
    ),
    (
        "Giulia aspettava in cucina. Aveva i capelli corti e neri e portava un cappotto rosso.\n\n«Sei in ritardo», disse Giulia.\n\n«Lo so», rispose Carlo.\n",
        "Giulia",
        SHE,
        &["short black hair", "red coat"],
        &["capelli"],
    ),
    (
        "Marta estava na cozinha. Tinha o cabelo branco e usava um avental azul.\n\n— Já é tarde — disse Marta.\n\n— Eu sei — respondeu Rui.\n",
        "Marta",
        SHE,
        &["white hair", "blue apron"],
        &["cabelo"],
    ),
];

fn check(cases: &[Case]) {
    let mut wrong = Vec::new();
    for (text, name, sex, wanted, unwanted) in cases {
        let (play, list) = shoot(text);
        let person = list
            .characters
            .iter()
            .find(|c| c.name.eq_ignore_ascii_case(name) || c.name.to_lowercase() == name.to_lowercase());
        let Some(person) = person else {
            wrong
                .push(format!("{name} is nobody of {:?}", play.characters.iter().map(|p| &p.name).collect::<Vec<_>>()));
            continue;
        };
        let said = &person.description;
        for word in wanted.iter().filter(|word| !said.contains(**word)) {
            wrong.push(format!("{name} has no {word}: {said}"));
        }
        for word in unwanted.iter().filter(|word| said.contains(**word)) {
            wrong.push(format!("{name} has {word}: {said}"));
        }
        let found = play.characters.iter().find(|p| p.name == person.name).and_then(|p| p.sex);
        if sex.is_some() && found != *sex {
            wrong.push(format!("{name} is {found:?}: {said}"));
        }
        let shown = list.shots.iter().any(|shot| wanted.iter().all(|word| shot.prompt.contains(word)));
        if !shown && wrong.is_empty() {
            wrong.push(format!("no shot shows {name}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn screenplays_in_other_languages_tell_looks_that_the_prompts_have_in_english() {
    check(SCREENPLAYS);
}

#[test]
fn stories_in_other_languages_tell_looks_that_the_prompts_have_in_english() {
    check(STORIES);
}

#[test]
fn places_in_other_languages_are_described_in_english() {
    for (heading, wanted) in [
        ("INT. BAUERNKÜCHE - NACHT", "farm kitchen"),
        ("EXT. BAHNHOF - TAG", "train station"),
        ("INN. TREPPENHAUS - MORGEN", "stairwell"),
        ("INT. GRENIER - NUIT", "attic"),
        ("INT. SALLE DE CLASSE - JOUR", "classroom"),
        ("INT. DESPACHO - NOCHE", "office"),
        ("EXT. CEMENTERIO - DÍA", "cemetery"),
        ("INT. OSPEDALE - NOTTE", "hospital"),
        ("EXT. PONTE - GIORNO", "bridge"),
        ("INT. SALA DE AULA - DIA", "classroom"),
        ("ИНТ. БОЛЬНИЦА - НОЧЬ", "hospital"),
        ("内景 教室 - 日", "classroom"),
    ] {
        let lines = match heading {
            h if h.starts_with("INN") || h.contains("NACHT") || h.contains("TAG") => {
                ("ANNA", "Ich weiß nicht, was das ist.")
            }
            h if h.contains("NUIT") || h.contains("JOUR") => ("ANNA", "Je ne sais pas ce que c'est."),
            h if h.contains("NOCHE") || h.contains("DÍA") => ("ANNA", "No sé lo que es, pero está aquí."),
            h if h.contains("NOTTE") || h.contains("GIORNO") => ("ANNA", "Non so che cosa è, ma è qui."),
            h if h.contains("DIA") => ("ANNA", "Não sei o que é, mas está aqui."),
            h if h.starts_with("内") => ("安娜", "我不知道这是什么。"),
            _ => ("АННА", "Я не знаю, что это."),
        };
        let (_, list) = shoot(&format!("{heading}\n\n{}\n{}\n", lines.0, lines.1));
        let prompt = &list.shots[0].prompt;
        assert!(prompt.contains(wanted), "{heading}: {prompt}");
    }
}

#[test]
fn stories_in_other_languages_say_where_they_are() {
    for (text, wanted) in [
        (
            "Lena saß in der Küche und schnitt Brot. Es war Nacht.\n\n„Wer ist da?“, fragte Lena.\n\n„Nur ich“, sagte Paul.\n",
            "INT. KÜCHE - NACHT",
        ),
        (
            "Ramón entró en la taberna. Era de noche.\n\n—Buenas noches —dijo Ramón.\n\n—No hay mesa —contestó Elvira.\n",
            "INT. TABERNA - NOCHE",
        ),
        (
            "Élise attendait dans la cuisine.\n\n— Tu es en retard, dit Élise.\n\n— Je sais, répondit Marc.\n",
            "INT. CUISINE - JOUR",
        ),
    ] {
        let (play, _) = shoot(text);
        assert_eq!(play.scenes[0].heading.as_deref(), Some(wanted));
    }
}

#[test]
fn what_is_told_in_another_language_has_its_place_in_the_source() {
    let text = "INT. COCINA - NOCHE\n\nTOMÁS, un viejo con barba gris y chaleco, abre la puerta.\n\nTOMÁS\n¿Quién anda ahí a estas horas?\n";
    let (play, _) = shoot(text);
    let beard = play.characters[0].portrait.claims.iter().find(|claim| claim.words.contains("beard")).unwrap();
    assert!(super::slice(text, beard.span).contains("barba gris"), "{}", super::slice(text, beard.span));
}
