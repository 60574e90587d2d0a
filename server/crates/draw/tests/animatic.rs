//! What a viewer can rely on with the sound off.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing)]

use draw::Animatic;
use model::{Age, CameraMove, Figure, Framing, Mood, Place, Sex, Staging, StylePreset, TimeOfDay, Weather};

const W: u32 = 320;
const H: u32 = 180;

fn figure(name: &str, description: &str) -> Figure {
    Figure {
        name: name.to_owned(),
        description: description.to_owned(),
        sex: Some(Sex::Female),
        age: Some(Age::Adult),
        focus: true,
        speaking: Vec::new(),
        ..Figure::default()
    }
}

fn staging(place: &str, interior: bool) -> Staging {
    Staging {
        place: Place {
            name: place.to_owned(),
            description: String::new(),
            interior: Some(interior),
            time: TimeOfDay::Day,
            weather: Weather::Clear,
        },
        framing: Framing::Wide,
        camera: CameraMove::Static,
        action: "Maya waits.".to_owned(),
        figures: vec![figure("MAYA", "30s, red coat, black hair")],
        props: Vec::new(),
        mood: Mood::Neutral,
        style: StylePreset::Cinematic,
        set: String::new(),
        walls: String::new(),
        things: Vec::new(),
    }
}

/// The frame at `seconds` of a two-second shot: I420, the luma plane first.
fn frame(staging: &Staging, seconds: f64) -> Vec<u8> {
    frame_of(staging, seconds, W, H)
}

fn frame_of(staging: &Staging, seconds: f64, width: u32, height: u32) -> Vec<u8> {
    let staging = plan::staging_read(staging.clone());
    let mut shot = Animatic::new(&staging, width, height, 24, 2.0, 0);
    let mut out = Vec::new();
    shot.render((seconds * 24.0) as u32, &mut out);
    out
}

fn luma(frame: &[u8]) -> &[u8] {
    &frame[..(W * H) as usize]
}

fn brightness(frame: &[u8]) -> f64 {
    luma(frame).iter().map(|y| f64::from(*y)).sum::<f64>() / f64::from(W * H)
}

/// The mean difference of two pictures' luma, in steps of 256.
fn difference(a: &[u8], b: &[u8]) -> f64 {
    luma(a).iter().zip(luma(b)).map(|(a, b)| f64::from(a.abs_diff(*b))).sum::<f64>() / f64::from(W * H)
}

#[test]
fn the_same_shot_gives_the_same_bytes() {
    let mut shot = staging("HARBOUR", false);
    shot.place.weather = Weather::Rain;
    shot.camera = CameraMove::Handheld;
    assert!(frame(&shot, 1.0) == frame(&shot, 1.0));
}

#[test]
fn a_frame_does_not_depend_on_the_frames_drawn_before_it() {
    let shots = [
        ("STREET", Framing::Medium, CameraMove::Handheld, Weather::Clear),
        ("STREET", Framing::TwoShot, CameraMove::Static, Weather::Rain),
        ("PARK", Framing::OverTheShoulder, CameraMove::Static, Weather::Wind),
        ("KITCHEN", Framing::CloseUp, CameraMove::Static, Weather::Clear),
        ("HARBOUR", Framing::Full, CameraMove::Static, Weather::Storm),
    ];
    for (place, framing, camera, weather) in shots {
        let mut shot = staging(place, place == "KITCHEN");
        (shot.framing, shot.camera, shot.place.weather) = (framing, camera, weather);
        shot = plan::staging_read(shot);
        let mut in_order = Animatic::new(&shot, W, H, 24, 2.0, 0);
        let mut out = Vec::new();
        // Forth, and then some back: what is kept of a frame must fit any other.
        for index in (0..20).chain([3, 19, 18, 4]) {
            in_order.render(index, &mut out);
            if index % 3 == 0 || index > 16 {
                let mut alone = Vec::new();
                Animatic::new(&shot, W, H, 24, 2.0, 0).render(index, &mut alone);
                assert!(out == alone, "{place}, {framing}, frame {index}");
            }
        }
    }
}

#[test]
fn places_can_be_told_apart() {
    let places = [
        ("LIVING ROOM", true),
        ("OFFICE", true),
        ("KITCHEN", true),
        ("COFFEE SHOP", true),
        ("BAR", true),
        ("HOSPITAL ROOM", true),
        ("CLASSROOM", true),
        ("SHOP", true),
        ("CAR", true),
        ("TRAIN", true),
        ("STREET", false),
        ("ALLEY", false),
        ("PARK", false),
        ("FOREST", false),
        ("FIELD", false),
        ("MOUNTAIN", false),
        ("DESERT", false),
        ("BEACH", false),
        ("OPEN SEA", false),
        ("HARBOUR", false),
        ("ROOFTOP", false),
        ("SPACESHIP", true),
        ("CAVE", true),
        ("RUINS", false),
        ("CHURCH", true),
        ("LIBRARY", true),
    ];
    let frames: Vec<_> = places
        .iter()
        .map(|(name, inside)| {
            let mut shot = staging(name, *inside);
            shot.figures.clear();
            frame(&shot, 0.0)
        })
        .collect();
    for (a, left) in frames.iter().enumerate() {
        for (b, right) in frames.iter().enumerate().skip(a + 1) {
            let apart = difference(left, right);
            assert!(apart > 6.0, "{} and {} differ by {apart:.1}", places[a].0, places[b].0);
        }
    }
}

#[test]
fn night_is_darker_than_day_and_dusk_lies_between() {
    let at = |time| {
        let mut shot = staging("PARK", false);
        shot.place.time = time;
        brightness(&frame(&shot, 0.0))
    };
    let (day, dusk, night) = (at(TimeOfDay::Day), at(TimeOfDay::Dusk), at(TimeOfDay::Night));
    assert!(day > dusk && dusk > night, "{day:.0} {dusk:.0} {night:.0}");
}

#[test]
fn rain_and_snow_fall_and_a_still_camera_on_an_empty_room_stands_still() {
    for weather in [Weather::Rain, Weather::Snow] {
        let mut shot = staging("STREET", false);
        shot.figures.clear();
        shot.place.weather = weather;
        let moved = difference(&frame(&shot, 0.5), &frame(&shot, 1.0));
        let mut clear = shot.clone();
        clear.place.weather = Weather::Clear;
        let still = difference(&frame(&clear, 0.5), &frame(&clear, 1.0));
        assert!(moved > still + 0.3, "{weather}: {moved:.2} against {still:.2}");
    }
}

/// The mean difference of two pictures' luma in a part of the frame: left, top, right, bottom in parts of it.
fn difference_in(a: &[u8], b: &[u8], [l, t, r, bottom]: [f64; 4]) -> f64 {
    let (columns, rows) = ((l * f64::from(W)) as usize..(r * f64::from(W)) as usize, (t * f64::from(H)) as usize..);
    let rows = rows.start..(bottom * f64::from(H)) as usize;
    let count = (columns.len() * rows.len()) as f64;
    let at = |y: usize, x: usize| f64::from(a[y * W as usize + x].abs_diff(b[y * W as usize + x]));
    rows.flat_map(|y| columns.clone().map(move |x| (y, x))).map(|(y, x)| at(y, x)).sum::<f64>() / count
}

#[test]
fn land_passes_a_trains_windows_and_the_horizon_sways_before_a_ships() {
    for place in ["TRAIN", "FERRY CABIN"] {
        let mut shot = staging(place, true);
        shot.figures.clear();
        let (one, two) = (frame(&shot, 0.2), frame(&shot, 1.8));
        let windows = difference_in(&one, &two, [0.0, 0.3, 1.0, 0.55]);
        let floor = difference_in(&one, &two, [0.0, 0.8, 1.0, 1.0]);
        assert!(windows > floor + 0.5, "{place}: {windows:.2} against {floor:.2}");
    }
}

#[test]
fn a_ships_cabin_is_not_drawn_as_a_log_cabin() {
    let empty = |place| {
        let mut shot = staging(place, true);
        shot.figures.clear();
        frame(&shot, 0.0)
    };
    let apart = difference(&empty("FERRY CABIN"), &empty("LOG CABIN"));
    assert!(apart > 20.0, "{apart:.1}");
}

#[test]
fn a_lamp_out_of_doors_stands_taller_than_who_waits_under_it() {
    let mut shot = staging("PIER", false);
    shot.place.time = TimeOfDay::Night;
    shot.action = "Maya waits.".to_owned();
    let without = frame(&shot, 0.0);
    shot.props = vec!["lamp".to_owned()];
    let with = frame(&shot, 0.0);
    // Above every head, in the upper third of the frame.
    let above = difference_in(&with, &without, [0.0, 0.0, 1.0, 0.33]);
    assert!(above > 1.0, "{above:.2}");
}

#[test]
fn every_camera_move_moves_and_a_static_camera_does_not() {
    let moved = |camera| {
        let mut shot = staging("LIBRARY", true);
        shot.figures.clear();
        shot.camera = camera;
        difference(&frame(&shot, 0.0), &frame(&shot, 1.9))
    };
    let still = moved(CameraMove::Static);
    for camera in CameraMove::ALL.iter().copied().filter(|camera| *camera != CameraMove::Static) {
        let apart = moved(camera);
        assert!(apart > still + 0.5, "{camera}: {apart:.2} against {still:.2}");
    }
}

#[test]
fn a_person_is_in_every_framing_that_shows_people() {
    for framing in Framing::ALL.iter().copied().filter(|framing| !matches!(framing, Framing::Insert | Framing::Pov)) {
        let mut with = staging("PARK", false);
        with.framing = framing;
        let mut without = with.clone();
        without.figures.clear();
        let apart = difference(&frame(&with, 0.0), &frame(&without, 0.0));
        assert!(apart > 0.05, "{framing}: {apart:.3}");
    }
}

#[test]
fn a_mouth_moves_while_its_owner_speaks() {
    let mut shot = staging("OFFICE", true);
    shot.framing = Framing::CloseUp;
    let silent = difference(&frame(&shot, 0.5), &frame(&shot, 0.7));
    shot.figures[0].speaking = vec![(0.2, 1.8)];
    let moves = (0..8).map(|step| difference(&frame(&shot, 0.5), &frame(&shot, 0.5 + f64::from(step) / 10.0)));
    assert!(moves.fold(0.0, f64::max) > silent + 0.05);
}

#[test]
fn the_same_person_wears_the_same_colours_everywhere() {
    // A red coat is the reddest thing in a grey place: the red chroma's peak is near in both.
    let reddest = |place, inside| {
        let mut shot = staging(place, inside);
        shot.framing = Framing::Medium;
        let frame = frame(&shot, 0.0);
        let chroma = (W / 2 * H / 2) as usize;
        let red = &frame[(W * H) as usize + chroma..];
        let mut values = red.to_vec();
        values.sort_unstable();
        f64::from(values[values.len() * 98 / 100])
    };
    let (office, corridor) = (reddest("OFFICE", true), reddest("CORRIDOR", true));
    assert!(office > 140.0 && (office - corridor).abs() < 25.0, "{office} {corridor}");
}

#[test]
fn odd_sizes_and_empty_words_are_drawn_too() {
    for (width, height) in [(16, 16), (64, 36), (180, 320), (240, 240), (478, 200), (854, 358)] {
        for framing in Framing::ALL {
            let mut shot = staging("", true);
            shot.framing = *framing;
            shot.place.interior = None;
            shot.action.clear();
            let frame = frame_of(&shot, 0.5, width, height);
            assert_eq!(frame.len() as u32, width * height * 3 / 2, "{width}×{height}");
        }
    }
}
