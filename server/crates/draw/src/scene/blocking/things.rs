//! Tables, things on them and on the floor, and what people hold.

use super::parts::{Blocking, Placed};
use crate::{
    figures::{
        action_pose::{Act, Arms, Body},
        appearance::Looks,
    },
    props::Prop,
    raster::colour::{Rgb, rgb},
    sets::Kind,
};
use model::{Figure, Framing, Staging};

/// A thing with the colour that is said of it.
type Thing = (Prop, Option<Rgb>);

/// What is drunk from, the likeliest first.
const VESSELS: [Prop; 3] = [Prop::Cup, Prop::Bottle, Prop::Glass];
/// More things than a frame has room for.
const MOST: usize = 5;

/// The things of a shot, in the order of their naming.
fn named(staging: &Staging) -> Vec<Thing> {
    let thing = |seen: &model::Seen| Some((Prop::of_id(&seen.id)?, seen.colour.map(rgb)));
    staging.things.iter().filter_map(thing).collect()
}

impl Blocking {
    /// Tables and things.
    pub(super) fn dress(&mut self, staging: &Staging, kind: Kind) {
        let mut things = named(staging);
        if self.framing == Framing::Insert {
            self.insert(&things, kind);
            return;
        }
        let held: Vec<Prop> = self.actors.iter().filter_map(|a| a.holds).map(|(prop, _)| prop).collect();
        if held.contains(&Prop::Lantern) {
            things.retain(|(prop, _)| *prop != Prop::Lamp);
        }
        let drinks = held.iter().any(|p| VESSELS.contains(p));
        if !kind.inside() {
            // A lantern in the hand is not the lamp they stand under.
            let lamp = Prop::Lamp.outdoors(kind == Kind::Sea);
            things.iter_mut().filter(|(prop, _)| *prop == Prop::Lamp).for_each(|thing| thing.0 = lamp);
        }
        things.retain(|(prop, _)| !(held.contains(prop) || drinks && VESSELS.contains(prop)));
        let rides = |body: Body| self.actors.iter().any(|a| a.act.body == body);
        let (horse, cycle, boat) = (rides(Body::Ride), rides(Body::Cycle), rides(Body::Row));
        things.retain(|(prop, _)| match prop {
            Prop::Animal(_) => !horse,
            Prop::Bicycle => !cycle,
            Prop::Boat => !boat,
            _ => true,
        });
        let table_said = things.iter().any(|(prop, _)| *prop == Prop::Desk);
        self.set_table(kind, table_said, &mut things);
        self.set_out(things, kind);
        self.at_work();
    }

    /// Where nobody else is seen, the camera is as near as an animal is large.
    pub(super) fn nearer_to_animals(&mut self, staging: &Staging) {
        let wide = matches!(self.framing, Framing::Establishing | Framing::Wide);
        let creature = self.actors.iter().find_map(|a| a.looks.creature.as_deref().and_then(Prop::of_id));
        let people = self.actors.iter().any(|a| a.looks.creature.is_none());
        let first = creature.or_else(|| named(staging).iter().map(|(prop, _)| *prop).find(|prop| prop.animal()));
        if let Some(animal) = first.filter(|_| wide && !people) {
            let (w, h) = animal.size();
            self.framing = if w.max(h) < 1.1 { Framing::Full } else { Framing::Wide };
        }
    }

    /// One thing on a table, as large as the frame.
    fn insert(&mut self, things: &[Thing], kind: Kind) {
        let (prop, colour) = things.first().copied().unwrap_or((Prop::Letter, None));
        let lamp = matches!(prop, Prop::StreetLamp | Prop::ShipLantern) || prop == Prop::Lamp && !kind.inside();
        let prop = if lamp { Prop::Lantern } else { prop };
        let (w, h) = prop.size();
        let scale = (0.3 / h).min(0.42 * self.view * self.aspect / w);
        self.props.push(Placed { prop, colour, x: 0.0, y: 0.75, z: 0.0, scale });
        self.table = Some((0.0, 6.0));
    }

    /// A table before those who sit at one.
    fn set_table(&mut self, kind: Kind, said: bool, things: &mut Vec<Thing>) {
        let seated = self.actors.iter().any(|a| a.act.body == Body::Sit && a.seat);
        let tabled = matches!(
            kind,
            Kind::Cafe
                | Kind::Restaurant
                | Kind::Kitchen
                | Kind::Office
                | Kind::Bar
                | Kind::Classroom
                | Kind::Prison
                | Kind::Library
                | Kind::Laboratory
                | Kind::Room
                | Kind::Cabin
                | Kind::Court
        );
        let busy = self.actors.iter().any(|a| {
            matches!(a.act.arms, Arms::Write | Arms::Drink | Arms::Type | Arms::Eat | Arms::Stir | Arms::Read)
        });
        let kitchen = self.actors.iter().any(|a| a.act.arms == Arms::Stir);
        if (seated && (tabled || busy || said) || kitchen || said && !self.actors.is_empty())
            && !self.actors.iter().any(|a| a.back || a.act.body.travels())
        {
            let xs: Vec<f32> = self.actors.iter().filter(|a| a.seat || kitchen || said).map(|a| a.x).collect();
            let (min, max) = xs.iter().fold((f32::MAX, f32::MIN), |(a, b), &x| (a.min(x), b.max(x)));
            self.table = Some(((min + max) / 2.0, (max - min) + 1.15));
            things.retain(|(prop, _)| *prop != Prop::Desk);
            let typing = self.actors.iter().any(|a| a.act.arms == Arms::Type);
            let eating = self.actors.iter().any(|a| a.act.arms == Arms::Eat);
            for (wanted, prop) in
                [(kind == Kind::Cafe, Prop::Cup), (typing, Prop::Laptop), (eating || kitchen, Prop::Plate)]
            {
                if wanted && !things.iter().any(|(have, _)| *have == prop) {
                    things.push((prop, None));
                }
            }
        }
    }

    /// Things on the table, on the floor and behind the people.
    fn set_out(&mut self, things: Vec<Thing>, kind: Kind) {
        let side = if self.cam.sx < self.aspect / 2.0 { 1.0 } else { -1.0 };
        let seated = self.actors.iter().any(|a| a.act.body == Body::Sit && a.seat);
        let close = matches!(self.framing, Framing::CloseUp | Framing::ExtremeCloseUp | Framing::OverTheShoulder);
        let alone = self.actors.is_empty();
        let (mut slot, mut reach, mut herd) = (0, 0.0, 0);
        for (prop, colour) in things.into_iter().take(MOST) {
            let (w, h) = prop.size();
            let at = |x: f32, y: f32, z: f32| Placed { prop, colour, x, y, z, scale: 1.0 };
            let placed = if prop.small() && !prop.tall() {
                if let Some((x, width)) = self.table {
                    slot += 1;
                    let k = [0.0, 0.28, -0.3, 0.15, -0.16].get(slot - 1).copied().unwrap_or(0.0);
                    at(x + k * width * 0.8, 0.75, -0.5)
                } else if close {
                    continue;
                } else {
                    slot += 1;
                    let x = side * (0.75 + 0.45 * slot as f32);
                    at(x, if kind.inside() { -1.0 } else { 0.0 }, -0.1)
                }
            } else if prop.animal() {
                // Side by side, the first in the middle where nobody else is.
                let place = [0.0, 1.05, -1.05, 2.1, -2.1].get(herd).copied().unwrap_or(0.0);
                let x = if alone { place * w } else { side * (0.6 + w * (0.5 + 1.05 * herd as f32)) };
                herd += 1;
                Placed { z: -0.15 + 0.3 * herd as f32, ..at(x, 0.0, 0.0) }
            } else if matches!(prop, Prop::StreetLamp | Prop::ShipLantern) {
                // Close behind the first, who is "under the lamp".
                let x = self.actors.first().map_or(0.0, |a| a.x) + side * 0.62;
                at(x, 0.0, 0.5)
            } else if stands_elsewhere(prop, kind) || prop == Prop::Chair && seated {
                continue;
            } else {
                slot += 1;
                let z = match prop {
                    Prop::Door | Prop::Window => 2.9,
                    _ if w > 3.0 || h > 2.6 => 3.6,
                    _ => 0.6,
                };
                let x = if alone && slot == 1 { 0.0 } else { side * (0.55 + w * 0.5 + reach) };
                reach += if alone && slot == 1 { w * 0.5 } else { w };
                at(x, 0.0, z)
            };
            self.props.push(placed);
        }
    }

    /// What somebody works at stands before them: a door, a wall, an instrument.
    fn at_work(&mut self) {
        let mut placed = Vec::new();
        for actor in &self.actors {
            let prop = match actor.act.arms {
                Arms::Knock | Arms::Open => Prop::Door,
                Arms::Piano => Prop::Piano,
                Arms::Drum => Prop::Drum,
                Arms::Paint => Prop::Painting,
                Arms::Operate => Prop::Machine,
                Arms::Push => Prop::Cart,
                Arms::Water => Prop::Flower,
                Arms::Oars => Prop::Boat,
                _ => continue,
            };
            let dir = if actor.turn < 0.0 { -1.0 } else { 1.0 };
            let (w, _) = prop.size();
            let (x, z, scale) = match prop {
                Prop::Drum | Prop::Piano => (actor.x, actor.z - 0.35, if prop == Prop::Drum { 2.0 } else { 1.0 }),
                Prop::Boat => (actor.x, actor.z - 0.3, 0.85),
                Prop::Door => (actor.x + dir * 0.95, actor.z + 0.1, 1.0),
                Prop::Flower => (actor.x + dir * 0.75, actor.z - 0.1, 1.6),
                _ => (actor.x + dir * (0.62 + w * 0.42), actor.z + 0.1, 1.0),
            };
            self.props.retain(|other| other.prop != prop);
            placed.push(Placed { prop, colour: None, x, y: 0.0, z, scale });
        }
        self.props.extend(placed);
    }
}

/// What arms use whatever is said, and where nothing that fits is named.
fn tool(arms: Arms) -> Option<Prop> {
    Some(match arms {
        Arms::Drink => Prop::Cup,
        Arms::Eat => Prop::Apple,
        Arms::Phone => Prop::Phone,
        Arms::Aim => Prop::Gun,
        Arms::Read => Prop::Book,
        Arms::Write => return None,
        Arms::Carry => Prop::Box,
        Arms::Bags => Prop::Suitcase,
        Arms::Give => Prop::Letter,
        Arms::Polish => Prop::Blanket,
        Arms::Sweep => Prop::Broom,
        Arms::Dig => Prop::Spade,
        Arms::Chop => Prop::Axe,
        Arms::Hammer => Prop::Hammer,
        Arms::Stir => Prop::Spoon,
        Arms::Throw => Prop::Ball,
        Arms::Smoke => Prop::Cigarette,
        Arms::Light => Prop::Match,
        Arms::Guitar => Prop::Guitar,
        Arms::Violin => Prop::Violin,
        Arms::Horn => Prop::Trumpet,
        Arms::Paint => Prop::Brush,
        Arms::Water => Prop::Bucket,
        Arms::Binoculars => Prop::Compass,
        Arms::Photograph => Prop::Camera,
        Arms::Comb => Prop::Brush,
        Arms::Fish => Prop::Broom,
        Arms::Rope => Prop::Rope,
        _ => return None,
    })
}

/// Whether a thing serves what the arms do.
fn serves(arms: Arms, prop: Prop) -> bool {
    match arms {
        Arms::Drink => VESSELS.contains(&prop),
        Arms::Aim => matches!(prop, Prop::Gun | Prop::Rifle | Prop::Knife),
        Arms::Read => {
            matches!(prop, Prop::Letter | Prop::Paper | Prop::Book | Prop::Map | Prop::Photograph | Prop::Laptop)
        }
        Arms::Carry => {
            prop.small() && !matches!(prop, Prop::Cup | Prop::Glass | Prop::Key | Prop::Ring) && !prop.tall()
        }
        Arms::Bags => matches!(prop, Prop::Suitcase | Prop::Bag | Prop::Bucket | Prop::Basket),
        Arms::Eat => matches!(prop, Prop::Apple | Prop::Plate | Prop::Cake),
        Arms::Give => prop.small(),
        Arms::Throw => matches!(prop, Prop::Ball | Prop::Apple | Prop::Rope),
        Arms::Light => matches!(prop, Prop::Match | Prop::Candle | Prop::Cigarette),
        _ => tool(arms) == Some(prop),
    }
}

/// What a figure has in its hands.
pub(super) fn holds(act: &Act, staging: &Staging, figure: &Figure, looks: &Looks) -> Option<Thing> {
    if looks.creature.is_some() {
        return None;
    }
    let named = named(staging);
    let own = looks.carried.as_ref().and_then(|(id, colour)| Some((Prop::of_id(id)?, *colour)));
    let first = |of: &dyn Fn(Prop) -> bool| own.iter().chain(&named).copied().find(|(prop, _)| of(*prop));
    let leads = figure.focus || staging.figures.len() == 1;
    match act.arms {
        Arms::Hold => {
            let lamp = first(&|p| p == Prop::Lamp).map(|_| (Prop::Lantern, None));
            first(&|p| p.small() && p != Prop::Lamp).or(lamp)
        }
        Arms::Rest | Arms::Crossed | Arms::Talk => own.or_else(|| first(&carried_along).filter(|_| leads)),
        Arms::Write | Arms::Type | Arms::Laugh | Arms::Up | Arms::Clap => None,
        Arms::Polish => tool(Arms::Polish).map(|prop| (prop, Some(rgb(0xe8e2d4)))),
        arms => first(&|p| serves(arms, p))
            .or_else(|| tool(arms).map(|prop| (prop, None)))
            .or(own.filter(|_| arms == Arms::Point)),
    }
}

/// Things that whoever leads a shot has with them where nothing is said of their hands.
fn carried_along(prop: Prop) -> bool {
    matches!(
        prop,
        Prop::Suitcase
            | Prop::Umbrella
            | Prop::Gun
            | Prop::Rifle
            | Prop::Lantern
            | Prop::Letter
            | Prop::Knife
            | Prop::Sword
            | Prop::Axe
            | Prop::Flower
            | Prop::Phone
            | Prop::Book
            | Prop::Map
            | Prop::Basket
            | Prop::Bucket
            | Prop::Bag
            | Prop::Balloon
            | Prop::Kite
    )
}

/// A car or a boat that the place itself shows already, or that has no room in it.
fn stands_elsewhere(prop: Prop, kind: Kind) -> bool {
    match prop {
        Prop::Car => kind == Kind::CarInside || kind.inside(),
        Prop::Boat => kind != Kind::Beach && kind != Kind::Field,
        Prop::Truck | Prop::Plane | Prop::Rocket | Prop::Tree => kind.inside(),
        _ => false,
    }
}
