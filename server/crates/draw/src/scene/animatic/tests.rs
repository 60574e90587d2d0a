//! Every picture is painted to its edges, in every shape, place and camera move.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing)]

use super::Animatic;
use crate::scene::compose::Scratch;
use model::{Age, Aspect, CameraMove, Figure, Framing, Mood, Place, Sex, Staging, StylePreset, TimeOfDay, Weather};
use std::collections::BTreeMap;

const PLACES: &str = "living room,bedroom,kitchen,bathroom,log cabin,ferry,corridor,stairs,office,laboratory,warehouse,prison,\
    hospital,classroom,library,cafe,bar,restaurant,shop,church,castle,courtroom,stage,cave,spaceship,space,ruin,car,train,bus,\
    plane,cockpit,station,airport,road,street,market,alley,bridge,rooftop,village,farm,garden,park,graveyard,forest,field,\
    mountain,desert,snowfield,swamp,beach,sea,harbour,lighthouse,bow of the ship,submarine,captain's cabin,studio backdrop";
const ACTIONS: [&str; 5] =
    ["Mara steps back.", "Mara runs.", "Mara and Tom talk.", "Mara sits at the table.", "Mara walks past Tom."];

fn person(name: &str, focus: bool) -> Figure {
    Figure {
        name: name.to_owned(),
        description: String::new(),
        sex: Some(Sex::Female),
        age: Some(Age::Adult),
        focus,
        speaking: Vec::new(),
        ..Figure::default()
    }
}

impl Animatic {
    /// The part of a frame in which what lies beneath every layer shows: composed over dark and over light, it must be the same.
    fn unpainted(&mut self, index: u32) -> f64 {
        let seconds = index as f32 / self.fps as f32;
        let mut over = |level: u8| {
            self.scratch = Scratch::before([level; 3]);
            self.compose(index, seconds);
            self.set.clone()
        };
        let (dark, light) = (over(16), over(235));
        let differ = dark.iter().zip(&light).filter(|(a, b)| a.abs_diff(**b) > 8).count();
        differ as f64 / dark.len() as f64
    }
}

/// Every place and camera move in one shape; framings and actions take turns.
fn paints_everything(aspect: Aspect, turn: usize) {
    let (w, h) = aspect.size(model::Resolution::ALL[0]);
    let short = w.min(h);
    let (w, h) = (w * 64 / short, h * 64 / short);
    let mut bare: BTreeMap<String, f64> = BTreeMap::new();
    let mut n = turn;
    for place in PLACES.split(',') {
        for &camera in CameraMove::ALL {
            n += 1;
            let framing = Framing::ALL[n * 7 % Framing::ALL.len()];
            let staging = Staging {
                place: Place {
                    name: place.trim().to_owned(),
                    description: String::new(),
                    interior: None,
                    time: TimeOfDay::ALL[n % TimeOfDay::ALL.len()],
                    weather: Weather::ALL[n / 3 % Weather::ALL.len()],
                },
                framing,
                camera,
                action: ACTIONS[n % ACTIONS.len()].to_owned(),
                figures: (0..n / 2 % 3).map(|k| person(["MARA", "TOM"][k], k == 0)).collect(),
                props: Vec::new(),
                mood: Mood::Neutral,
                style: StylePreset::Cinematic,
                set: String::new(),
                walls: String::new(),
                things: Vec::new(),
            };
            let mut shot = Animatic::new(&plan::staging_read(staging.clone()), w, h, 12, 3.0, n as u32 % 3);
            // What is spread over the edge of its picture is painted, but a smear.
            shot.layers.iter_mut().for_each(|layer| layer.planes.opaque = false);
            let worst = [0, 17, 35].map(|index| shot.unpainted(index)).into_iter().fold(0.0, f64::max);
            if worst > 0.0 {
                let what =
                    format!("{place}, {framing}, {camera}, {}, {} people", staging.action, staging.figures.len());
                bare.insert(what, worst);
            }
        }
    }
    let list: Vec<String> = bare.iter().map(|(what, part)| format!("{:.2} % of {what}", part * 100.0)).collect();
    assert!(bare.is_empty(), "{aspect}: {} shots show what nobody painted:\n{}", bare.len(), list.join("\n"));
}

#[test]
fn a_wide_picture_is_painted_to_its_edges_in_every_place_and_move() {
    paints_everything(Aspect::Wide16x9, 0);
}

#[test]
fn an_upright_picture_is_painted_to_its_edges_in_every_place_and_move() {
    paints_everything(Aspect::Tall9x16, 1);
}

#[test]
fn a_square_picture_is_painted_to_its_edges_in_every_place_and_move() {
    paints_everything(Aspect::Square, 2);
}

#[test]
fn a_picture_of_four_by_three_is_painted_to_its_edges_in_every_place_and_move() {
    paints_everything(Aspect::Classic4x3, 3);
}

#[test]
fn a_very_wide_picture_is_painted_to_its_edges_in_every_place_and_move() {
    paints_everything(Aspect::Scope, 4);
}

fn walker(framing: Framing, camera: CameraMove, inside: bool) -> Staging {
    Staging {
        place: Place {
            name: if inside { "office" } else { "street" }.to_owned(),
            description: String::new(),
            interior: Some(inside),
            time: TimeOfDay::Day,
            weather: Weather::Clear,
        },
        framing,
        camera,
        action: "Mara steps back.".to_owned(),
        figures: vec![person("MARA", true)],
        props: Vec::new(),
        mood: Mood::Neutral,
        style: StylePreset::Cinematic,
        set: String::new(),
        walls: String::new(),
        things: Vec::new(),
    }
}

#[test]
fn a_static_camera_goes_with_nobody_and_nobody_walks_out_of_its_frame() {
    for framing in Framing::ALL.iter().copied().filter(|framing| *framing != Framing::Pov) {
        for (w, h) in [(96, 54), (54, 96)] {
            let shot = Animatic::new(&plan::staging_read(walker(framing, CameraMove::Static, true)), w, h, 12, 5.0, 0);
            assert_eq!(shot.blocking.camera_at(0.0), shot.blocking.camera_at(1.0), "{framing}");
            let width = shot.blocking.view * shot.blocking.aspect;
            for actor in &shot.blocking.actors {
                assert!((actor.speed * 5.0).abs() <= 0.76 * width, "{framing}");
            }
        }
    }
}

#[test]
fn a_person_is_more_than_two_fifths_of_an_upright_wide_shot() {
    for inside in [true, false] {
        let shot =
            Animatic::new(&plan::staging_read(walker(Framing::Wide, CameraMove::Static, inside)), 54, 96, 12, 5.0, 0);
        let person = shot.blocking.actors.first().map_or(0.0, |actor| actor.looks.height);
        assert!(person > 0.4 * shot.blocking.view, "{person} of {}", shot.blocking.view);
    }
}
