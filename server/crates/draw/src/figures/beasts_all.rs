//! Every kind of animal, with its measures.

use crate::figures::beast_plan::{Beast, Bird, Ears, Extra, Four, Plan, Tail};

const fn four(
    deep: f32,
    leg: f32,
    (neck, rise): (f32, f32),
    (head, muzzle): (f32, f32),
    ears: Ears,
    tail: Tail,
    extra: Extra,
) -> Plan {
    Plan::Four(Four { deep, leg, neck, rise, head, muzzle, ears, tail, extra })
}

const fn bird(leg: f32, neck: f32, beak: f32, tail: f32) -> Plan {
    Plan::Bird(Bird { leg, neck, beak, tail, comb: false, owl: false, upright: false })
}

const fn beast(id: &'static str, coat: u32, (long, tall): (f32, f32), plan: Plan) -> Beast {
    Beast { id, coat, long, tall, plan }
}

/// Every kind, by the ids of `lexicon::pictures::CREATURES`.
pub const ALL: &[Beast] = &[
    beast(
        "dog",
        0x8a5f3a,
        (0.85, 0.56),
        four(0.4, 0.075, (0.36, 0.7), (0.2, 0.2), Ears::Hanging, Tail::Long, Extra::None),
    ),
    beast(
        "cat",
        0x3b3438,
        (0.5, 0.27),
        four(0.42, 0.07, (0.26, 0.6), (0.26, 0.1), Ears::Pricked, Tail::Long, Extra::Cat),
    ),
    beast(
        "horse",
        0x6b4228,
        (2.0, 1.45),
        four(0.36, 0.055, (0.5, 0.75), (0.15, 0.24), Ears::Pricked, Tail::Horse, Extra::Mane),
    ),
    beast(
        "unicorn",
        0xf0ece6,
        (2.0, 1.45),
        four(0.36, 0.055, (0.5, 0.75), (0.15, 0.24), Ears::Pricked, Tail::Horse, Extra::Unicorn),
    ),
    beast(
        "zebra",
        0xece8e0,
        (1.8, 1.3),
        four(0.38, 0.055, (0.45, 0.7), (0.15, 0.22), Ears::Pricked, Tail::Tuft, Extra::Stripes),
    ),
    beast(
        "donkey",
        0x86807a,
        (1.5, 1.1),
        four(0.4, 0.055, (0.42, 0.65), (0.18, 0.26), Ears::Long, Tail::Tuft, Extra::Mane),
    ),
    beast(
        "cow",
        0x7a5238,
        (2.1, 1.35),
        four(0.5, 0.06, (0.3, 0.3), (0.17, 0.24), Ears::Hanging, Tail::Tuft, Extra::Udder),
    ),
    beast(
        "sheep",
        0xe6e0d2,
        (1.05, 0.7),
        four(0.56, 0.055, (0.24, 0.45), (0.17, 0.2), Ears::Hanging, Tail::Stump, Extra::Wool),
    ),
    beast(
        "goat",
        0xdcd6ca,
        (1.05, 0.75),
        four(0.42, 0.055, (0.36, 0.65), (0.17, 0.24), Ears::Hanging, Tail::Stump, Extra::Beard),
    ),
    beast(
        "camel",
        0xbd9566,
        (2.5, 1.85),
        four(0.34, 0.048, (0.56, 0.5), (0.11, 0.18), Ears::Round, Tail::Tuft, Extra::Humps),
    ),
    beast(
        "llama",
        0xd8ccb4,
        (1.3, 1.1),
        four(0.42, 0.055, (0.6, 0.9), (0.13, 0.16), Ears::Pricked, Tail::Stump, Extra::Wool),
    ),
    beast(
        "pig",
        0xdfa195,
        (1.2, 0.68),
        four(0.62, 0.075, (0.14, 0.1), (0.26, 0.22), Ears::Pricked, Tail::Curl, Extra::Snout),
    ),
    beast(
        "boar",
        0x5a4a40,
        (1.2, 0.75),
        four(0.62, 0.065, (0.14, 0.1), (0.26, 0.3), Ears::Pricked, Tail::Tuft, Extra::Tusks),
    ),
    beast(
        "deer",
        0x9a6a42,
        (1.4, 0.95),
        four(0.36, 0.04, (0.46, 0.85), (0.14, 0.2), Ears::Pricked, Tail::Stump, Extra::Spots),
    ),
    beast(
        "stag",
        0x8a5c3a,
        (1.8, 1.25),
        four(0.38, 0.045, (0.44, 0.8), (0.14, 0.2), Ears::Pricked, Tail::Stump, Extra::Antlers),
    ),
    beast(
        "bear",
        0x5d4230,
        (1.9, 1.1),
        four(0.6, 0.12, (0.2, 0.3), (0.24, 0.2), Ears::Round, Tail::Stump, Extra::None),
    ),
    beast(
        "polar-bear",
        0xece8de,
        (2.1, 1.2),
        four(0.56, 0.12, (0.28, 0.3), (0.2, 0.22), Ears::Round, Tail::Stump, Extra::None),
    ),
    beast(
        "panda",
        0xece8e0,
        (1.5, 0.9),
        four(0.64, 0.13, (0.2, 0.3), (0.29, 0.14), Ears::Round, Tail::Stump, Extra::Panda),
    ),
    beast(
        "wolf",
        0x7c8086,
        (1.35, 0.8),
        four(0.4, 0.06, (0.32, 0.45), (0.2, 0.24), Ears::Pricked, Tail::Bushy, Extra::None),
    ),
    beast(
        "fox",
        0xb5602c,
        (0.9, 0.42),
        four(0.42, 0.06, (0.3, 0.45), (0.24, 0.26), Ears::Pricked, Tail::Bushy, Extra::None),
    ),
    beast(
        "lion",
        0xc79a58,
        (1.9, 1.1),
        four(0.42, 0.075, (0.26, 0.45), (0.22, 0.17), Ears::Round, Tail::Tuft, Extra::Lion),
    ),
    beast(
        "lioness",
        0xc79a58,
        (1.7, 1.0),
        four(0.4, 0.07, (0.28, 0.4), (0.19, 0.15), Ears::Round, Tail::Tuft, Extra::None),
    ),
    beast(
        "tiger",
        0xd08a3e,
        (1.9, 1.0),
        four(0.44, 0.08, (0.24, 0.4), (0.22, 0.15), Ears::Round, Tail::Long, Extra::Stripes),
    ),
    beast(
        "leopard",
        0xcfa352,
        (1.5, 0.72),
        four(0.42, 0.075, (0.26, 0.4), (0.21, 0.14), Ears::Round, Tail::Long, Extra::Spots),
    ),
    beast(
        "panther",
        0x26262c,
        (1.6, 0.76),
        four(0.42, 0.075, (0.26, 0.4), (0.21, 0.14), Ears::Round, Tail::Long, Extra::Cat),
    ),
    beast(
        "elephant",
        0x86868a,
        (3.4, 2.5),
        four(0.52, 0.12, (0.12, 0.45), (0.23, 0.05), Ears::Huge, Tail::Tuft, Extra::Trunk),
    ),
    beast(
        "rhino",
        0x8a8682,
        (2.9, 1.5),
        four(0.58, 0.11, (0.2, 0.1), (0.22, 0.26), Ears::Pricked, Tail::Tuft, Extra::Horn),
    ),
    beast(
        "giraffe",
        0xd2a75a,
        (2.2, 2.4),
        four(0.3, 0.035, (0.95, 1.0), (0.075, 0.11), Ears::Pricked, Tail::Tuft, Extra::Patches),
    ),
    beast("monkey", 0x7a5a3e, (0.6, 0.7), Plan::Ape),
    beast("gorilla", 0x34343a, (1.2, 1.6), Plan::Ape),
    beast("rabbit", 0xa89a88, (0.42, 0.34), Plan::Small),
    beast("kangaroo", 0xa5784e, (0.9, 1.3), Plan::Small),
    beast("rat", 0x6a625c, (0.3, 0.14), Plan::Small),
    beast("squirrel", 0x9a5a32, (0.3, 0.26), Plan::Small),
    beast("hedgehog", 0x6a5a4a, (0.28, 0.18), Plan::Small),
    beast(
        "badger",
        0x6a6a6e,
        (0.75, 0.32),
        four(0.6, 0.09, (0.18, 0.2), (0.3, 0.3), Ears::Round, Tail::Bushy, Extra::None),
    ),
    beast("snake", 0x5f7a3e, (1.1, 0.4), Plan::Snake),
    beast("lizard", 0x5f8a4e, (0.5, 0.12), Plan::Low),
    beast("crocodile", 0x54663e, (3.0, 0.5), Plan::Low),
    beast("turtle", 0x5d6b3f, (0.6, 0.34), Plan::Low),
    beast("frog", 0x5f9a4a, (0.22, 0.16), Plan::Frog),
    beast("fish", 0x7f9ab0, (0.5, 0.24), Plan::Fish),
    beast("shark", 0x7a8890, (2.8, 1.0), Plan::Sea),
    beast("dolphin", 0x7d93a5, (2.2, 0.8), Plan::Sea),
    beast("whale", 0x4c5d6e, (7.0, 2.4), Plan::Sea),
    beast("seal", 0x5c6068, (1.4, 0.6), Plan::Sea),
    beast("octopus", 0xb5604e, (0.9, 0.7), Plan::Octopus),
    beast("crab", 0xc0502e, (0.4, 0.22), Plan::Crab),
    beast("bird", 0x7a6250, (0.24, 0.2), bird(0.05, 0.3, 0.05, 0.4)),
    beast("crow", 0x24242a, (0.42, 0.34), bird(0.08, 0.32, 0.09, 0.4)),
    beast("gull", 0xe8e6e0, (0.46, 0.36), bird(0.1, 0.34, 0.08, 0.4)),
    beast("pigeon", 0x8a929c, (0.32, 0.26), bird(0.06, 0.34, 0.05, 0.36)),
    beast(
        "owl",
        0x8c6e4c,
        (0.26, 0.42),
        Plan::Bird(Bird { leg: 0.03, neck: 0.0, beak: 0.03, tail: 0.2, comb: false, owl: true, upright: true }),
    ),
    beast(
        "eagle",
        0x5d4330,
        (0.6, 0.62),
        Plan::Bird(Bird { leg: 0.07, neck: 0.3, beak: 0.1, tail: 0.4, comb: false, owl: false, upright: true }),
    ),
    beast(
        "parrot",
        0x3f9a4e,
        (0.24, 0.42),
        Plan::Bird(Bird { leg: 0.03, neck: 0.2, beak: 0.08, tail: 0.8, comb: false, owl: false, upright: true }),
    ),
    beast("duck", 0x8a7650, (0.46, 0.32), bird(0.06, 0.5, 0.1, 0.24)),
    beast("goose", 0xece8e0, (0.75, 0.62), bird(0.08, 1.0, 0.1, 0.24)),
    beast(
        "hen",
        0xa8643a,
        (0.42, 0.38),
        Plan::Bird(Bird { leg: 0.1, neck: 0.42, beak: 0.05, tail: 0.45, comb: true, owl: false, upright: false }),
    ),
    beast(
        "cockerel",
        0x9a3f2a,
        (0.5, 0.5),
        Plan::Bird(Bird { leg: 0.13, neck: 0.5, beak: 0.05, tail: 0.8, comb: true, owl: false, upright: false }),
    ),
    beast("peacock", 0x2a6a8a, (1.2, 0.7), bird(0.2, 0.8, 0.05, 1.6)),
    beast(
        "penguin",
        0x26282e,
        (0.4, 0.75),
        Plan::Bird(Bird { leg: 0.02, neck: 0.1, beak: 0.07, tail: 0.12, comb: false, owl: false, upright: true }),
    ),
    beast("heron", 0x8c98a4, (0.7, 1.1), bird(0.5, 0.95, 0.16, 0.24)),
    beast("bat", 0x33302f, (0.6, 0.3), Plan::Bat),
    beast("spider", 0x2a2624, (0.3, 0.14), Plan::Spider),
    beast("insect", 0x3a3428, (0.16, 0.09), Plan::Insect),
    beast("snail", 0x9a7a54, (0.16, 0.1), Plan::Snail),
    beast("dragon", 0x8a3a32, (4.4, 2.0), Plan::Dragon),
];
