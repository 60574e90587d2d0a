//! Where a scene takes place, in what light and weather.

use crate::screenplay::{Beat, SourceScene};
use crate::words::{calm, has_phrase};
use model::{Place, TimeOfDay, Weather};

/// Words that name a kind of place, whether it is inside, and what the camera sees there.
const KINDS: &[(&[&str], bool, &str)] = &[
    (
        &["coffee shop", "cafe", "café", "coffeehouse", "diner", "tearoom", "咖啡"],
        true,
        "small wooden tables, a counter with an espresso machine, big windows",
    ),
    (&["restaurant", "bistro"], true, "tables with white cloths, candles, a busy kitchen door"),
    (
        &["bar", "pub", "tavern", "saloon", "nightclub", "club", "inn"],
        true,
        "a long wooden counter, rows of bottles, low lamps",
    ),
    (&["kitchen", "galley"], true, "a worn table, a stove, copper pans on the wall"),
    (&["bedroom", "dormitory"], true, "an unmade bed, a bedside lamp, curtains"),
    (&["bathroom", "washroom", "toilet"], true, "white tiles, a mirror over the basin"),
    (&["hospital", "ward", "clinic", "surgery"], true, "pale walls, curtained beds, cold light"),
    (&["museum", "gallery", "egyptian room"], true, "tall windows, exhibits in glass cases, a stone floor"),
    (&["office", "bureau", "newsroom", "police station", "precinct"], true, "desks, monitors, blinds on the windows"),
    (&["classroom", "school", "lecture hall"], true, "rows of desks, a blackboard, maps on the wall"),
    (&["library", "archive", "study"], true, "shelves of books to the ceiling, green lamps"),
    (
        &["shop", "store", "market hall", "supermarket", "bakery", "pharmacy", "post office"],
        true,
        "crowded shelves, a counter with a till",
    ),
    (&["church", "chapel", "cathedral", "temple"], true, "stone arches, candles, coloured windows"),
    (&["courtroom", "court"], true, "dark wood benches, a raised judge's desk"),
    (&["prison", "cell", "jail", "dungeon"], true, "bare walls, iron bars, one small window"),
    (
        &["corridor", "hallway", "ward corridor", "hall", "stairwell", "lobby", "foyer"],
        true,
        "a long passage with doors on both sides",
    ),
    (&["lift", "elevator"], true, "brushed metal walls, a row of lit buttons"),
    (
        &["train", "carriage", "subway", "metro", "compartment", "tram"],
        true,
        "rows of seats, poles, dark windows sliding past",
    ),
    (
        &["car", "taxi", "cab", "truck", "van", "limousine", "bus"],
        true,
        "front seats, dashboard, the road through the windscreen",
    ),
    (
        &["spaceship", "space station", "cockpit", "bridge of the ship", "shuttle", "airlock"],
        true,
        "curved panels, blinking instruments, stars through the window",
    ),
    (&["cabin", "hut", "shack", "cottage"], true, "wooden walls, a stove, one small window"),
    (&["lamp room", "lighthouse"], true, "a great glass lamp, round windows over the sea"),
    (&["attic", "loft", "cellar", "basement"], true, "bare beams, boxes, dust in a shaft of light"),
    (
        &["garage", "workshop", "factory", "warehouse", "hangar", "barn"],
        true,
        "a high roof, tools and machines, dusty light",
    ),
    (&["theatre", "theater", "stage", "cinema"], true, "red curtains, rows of seats, a lit stage"),
    (&["cave", "tunnel", "mine", "cavern"], true, "rough rock walls, dripping water, darkness beyond"),
    (
        &[
            "living room",
            "lounge",
            "parlour",
            "parlor",
            "drawing room",
            "sitting room",
            "apartment",
            "flat",
            "house",
            "home",
            "room",
        ],
        true,
        "a sofa, a lamp, pictures on the wall, a window",
    ),
    (&["rooftop", "roof", "terrace", "balcony"], false, "chimneys and antennas above the roofs of the city"),
    (
        &["harbour", "harbor", "quay", "dock", "pier", "port", "wharf", "jetty"],
        false,
        "moored boats, wet planks, ropes and lamps",
    ),
    (&["beach", "shore", "coast", "seaside", "sand"], false, "wide sand, low waves, an open horizon"),
    (
        &["sea", "ocean", "boat", "ship", "deck", "ferry", "raft", "lake", "river"],
        false,
        "open water to the horizon, long waves",
    ),
    (&["alley", "lane", "backstreet", "passage"], false, "narrow walls, bins, fire escapes, a strip of sky"),
    (
        &["park", "garden", "playground", "meadow", "lawn", "patio", "yard", "courtyard"],
        false,
        "trees, a path, benches on the grass",
    ),
    (&["forest", "wood", "woods", "jungle", "grove"], false, "tall trunks, undergrowth, light between the leaves"),
    (&["field", "farm", "countryside", "hill", "prairie", "vineyard"], false, "open fields, a fence, a wide sky"),
    (
        &["mountain", "mountains", "summit", "cliff", "pass", "ridge", "valley", "glacier"],
        false,
        "bare rock, steep slopes, distant peaks",
    ),
    (&["desert", "dunes", "wasteland"], false, "dunes to the horizon, shimmering heat"),
    (&["village", "square", "market", "plaza", "marketplace"], false, "low houses around an open square, stalls"),
    (&["station", "platform", "airport"], false, "a platform, a clock, signal lights"),
    (&["cemetery", "graveyard", "churchyard"], false, "old stones, bare trees, long grass"),
    (&["ruin", "ruins", "castle", "temple ruins", "fortress"], false, "broken walls, moss, open arches"),
    (&["bridge"], false, "railings over dark water, lamps in a row"),
    (&["space", "moon", "planet", "orbit"], false, "stars, a pale horizon, black sky"),
    (&["battlefield", "trench", "camp"], false, "trampled earth, smoke, scattered gear"),
    (
        &["street", "road", "avenue", "highway", "city", "town", "sidewalk", "pavement", "steps", "driveway"],
        false,
        "house fronts, parked cars, street lamps",
    ),
];

type Kind = (&'static [&'static str], bool, &'static str);

/// The kind of place a text names first, if any.
fn kind_of(lower: &str) -> Option<&'static Kind> {
    let text = crate::words::Phrases::new(lower.to_owned());
    KINDS
        .iter()
        .filter_map(|kind| kind.0.iter().filter_map(|word| text.find(word)).min().map(|at| (at, kind)))
        .min_by_key(|(at, _)| *at)
        .map(|(_, kind)| kind)
}

/// The kind that a name of a place ends with, for that is what it is: a ferry cabin is a cabin, museum steps are steps.
fn kind_named(lower: &str, interior: Option<bool>) -> Option<&'static Kind> {
    // "HOUSE - KITCHEN" and "KITCHEN, HOUSE": the part before a comma, else the last one.
    let part = lower.split(',').next().unwrap_or(lower);
    let phrases = crate::words::Phrases::new(part.to_owned());
    KINDS
        .iter()
        .filter(|kind| interior.is_none_or(|i| i == kind.1))
        .filter_map(|kind| {
            kind.0
                .iter()
                .filter_map(|word| phrases.find(word).map(|at| (at + word.len(), word.len())))
                .max()
                .map(|end| (end, kind))
        })
        .max_by_key(|(end, _)| *end)
        .map(|(_, kind)| kind)
}

pub(crate) fn of(scene: &SourceScene, before: Option<&Place>) -> Place {
    let action: String = scene
        .beats
        .iter()
        .filter_map(|b| match b {
            Beat::Action { text, .. } => Some(text.as_str()),
            Beat::Sound { sound, .. } => Some(sound.as_str()),
            _ => None,
        })
        .take(12)
        .collect::<Vec<_>>()
        .join(" ")
        .to_lowercase();
    let heading = scene.heading.as_deref().unwrap_or_default().to_lowercase();
    let (mut name, mut interior) = (scene.location.clone().map(|l| calm(&l)).unwrap_or_default(), scene.interior);
    let kind = if name.is_empty() {
        kind_of(&action)
    } else {
        let lower = name.to_lowercase();
        kind_named(&lower, interior)
            .or_else(|| kind_named(&lower, None))
            .or_else(|| kind_of(&action).filter(|k| interior.is_none_or(|i| i == k.1)))
    };
    if name.is_empty()
        && let Some((words, ..)) = kind
    {
        name = words.iter().find(|w| has_phrase(&action, w)).map(|w| (*w).to_owned()).unwrap_or_default();
    }
    if name.is_empty()
        && let Some(before) = before
    {
        name = before.name.clone();
        interior = interior.or(before.interior);
    }
    interior = interior.or(kind.map(|k| k.1));
    let description = kind.map_or_else(
        || before.filter(|b| b.name == name).map(|b| b.description.clone()).unwrap_or_default(),
        |k| k.2.to_owned(),
    );
    let written = scene.time_of_day.as_deref().unwrap_or_default().to_lowercase();
    let same = before.filter(|_| {
        written.is_empty() || ["continuous", "same", "later", "moments"].iter().any(|w| written.contains(w))
    });
    let time = time_in(&written)
        .or_else(|| same.filter(|_| scene.heading.is_some()).map(|b| b.time))
        .or_else(|| time_in(&heading))
        .or_else(|| time_in(&action))
        .or_else(|| same.map(|b| b.time))
        .unwrap_or(TimeOfDay::Day);
    let weather = weather_in(&format!("{heading} {action}")).unwrap_or(Weather::Clear);
    Place { name, description, interior, time, weather }
}

fn time_in(lower: &str) -> Option<TimeOfDay> {
    const TIMES: &[(TimeOfDay, &[&str])] = &[
        (TimeOfDay::Dawn, &["dawn", "sunrise", "daybreak", "first light", "early morning", "清晨", "凌晨", "рассвет"]),
        (
            TimeOfDay::Dusk,
            &[
                "dusk",
                "sunset",
                "twilight",
                "evening",
                "sundown",
                "magic hour",
                "golden hour",
                "黄昏",
                "傍晚",
                "закат",
                "вечер",
                "夕方",
            ],
        ),
        (
            TimeOfDay::Night,
            &[
                "night",
                "midnight",
                "tonight",
                "moonlight",
                "nightfall",
                "nuit",
                "nacht",
                "noche",
                "notte",
                "夜",
                "晚上",
                "夜晚",
                "深夜",
                "ночь",
                "밤",
                "रात",
                "ليل",
                "இரவு",
            ],
        ),
        (
            TimeOfDay::Day,
            &[
                "day",
                "morning",
                "noon",
                "afternoon",
                "midday",
                "sunlight",
                "sunny",
                "jour",
                "tag",
                "día",
                "giorno",
                "日",
                "白天",
                "早晨",
                "день",
                "утро",
                "낮",
                "दिन",
                "பகல்",
            ],
        ),
    ];
    let text = crate::words::Phrases::new(lower.to_owned());
    TIMES
        .iter()
        .filter_map(|(time, words)| words.iter().filter_map(|w| text.find(w)).min().map(|at| (at, *time)))
        .min_by_key(|(at, _)| *at)
        .map(|(_, time)| time)
}

fn weather_in(lower: &str) -> Option<Weather> {
    const SIGNS: &[(Weather, &[&str])] = &[
        (
            Weather::Storm,
            &["storm", "thunder", "lightning", "thunderstorm", "hurricane", "tempest", "gale", "暴风雨", "雷"],
        ),
        (Weather::Snow, &["snow", "snowing", "snows", "blizzard", "snowflakes", "snowfall", "snowy", "下雪", "雪"]),
        (
            Weather::Rain,
            &["rain", "raining", "rains", "drizzle", "downpour", "rainy", "rainstorm", "下雨", "雨", "дождь"],
        ),
        (Weather::Fog, &["fog", "foggy", "mist", "misty", "haze", "雾", "туман"]),
        (Weather::Wind, &["wind", "windy", "breeze", "gust", "gusts", "风", "ветер"]),
    ];
    // "The rain has stopped" is no rain.
    let stopped = [
        "rain has stopped",
        "rain stops",
        "storm has passed",
        "snow has stopped",
        "after the rain",
        "no rain",
        "rain stopped",
        "storm is over",
        "rain had stopped",
        "rain is over",
    ];
    let over = ["stop", "passed", "after the rain", "no rain", "over"].iter().any(|w| lower.contains(w));
    let kept = if over {
        stopped.iter().fold(lower.to_owned(), |text, phrase| text.replace(phrase, " "))
    } else {
        lower.to_owned()
    };
    let kept = crate::words::Phrases::new(kept);
    SIGNS.iter().find(|(_, words)| words.iter().any(|w| kept.has(w))).map(|(weather, _)| *weather)
}
