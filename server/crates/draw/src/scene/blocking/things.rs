//! Tables, things on them and on the floor, and what people hold.

use super::parts::{Blocking, Placed};
use crate::{
    figures::action_pose::{Act, Arms, Body},
    props::Prop,
    reading::words::{any, words},
    sets::Kind,
};
use model::{Figure, Framing, Staging};

/// What is drunk from, the likeliest first.
const VESSELS: [Prop; 3] = [Prop::Cup, Prop::Bottle, Prop::Glass];

/// A lamp that is carried.
const LIFTED: &str = "hold the lamp,hold a lamp,hold up the lamp,hold up a lamp,lift the lamp,raise the lamp,carry the lamp,carry a lamp";

impl Blocking {
    /// Tables and things.
    pub(super) fn dress(&mut self, staging: &Staging, kind: Kind) {
        let text = words(&staging.action);
        let mut named: Vec<Prop> = staging.props.iter().filter_map(|p| Prop::named(p)).collect();
        for p in Prop::found(&text) {
            if !named.contains(&p) {
                named.push(p);
            }
        }
        let held: Vec<Prop> = self.actors.iter().filter_map(|a| a.holds).collect();
        if held.contains(&Prop::Lantern) {
            named.retain(|p| *p != Prop::Lamp);
        }
        let drinks = held.iter().any(|p| VESSELS.contains(p));
        if !kind.inside() && self.framing != Framing::Insert {
            // A lantern in the hand is not the lamp they stand under.
            let lamp = Prop::Lamp.outdoors(kind == Kind::Sea);
            named.iter_mut().filter(|p| **p == Prop::Lamp).for_each(|p| *p = lamp);
        }
        named.retain(|p| !(held.contains(p) || drinks && VESSELS.contains(p)));
        let side = if self.cam.sx < self.aspect / 2.0 { 1.0 } else { -1.0 };
        if self.framing == Framing::Insert {
            let prop = staging
                .props
                .iter()
                .find_map(|p| Prop::named(p))
                .or_else(|| Prop::found(&text).first().copied())
                .unwrap_or(Prop::Letter);
            let lamp = matches!(prop, Prop::StreetLamp | Prop::ShipLantern) || prop == Prop::Lamp && !kind.inside();
            let prop = if lamp { Prop::Lantern } else { prop };
            let (w, h) = prop.size();
            let scale = (0.3 / h).min(0.42 * self.view * self.aspect / w);
            self.props.push(Placed { prop, x: 0.0, y: 0.75, z: 0.0, scale });
            self.table = Some((0.0, 6.0));
            return;
        }
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
        let busy = self.actors.iter().any(|a| matches!(a.act.arms, Arms::Write | Arms::Drink));
        let table_said = text.iter().any(|w| w == "table" || w == "desk");
        if seated && (tabled || busy || table_said) && !self.actors.iter().any(|a| a.back) {
            let xs: Vec<f32> = self.actors.iter().filter(|a| a.seat).map(|a| a.x).collect();
            let (min, max) = xs.iter().fold((f32::MAX, f32::MIN), |(a, b), &x| (a.min(x), b.max(x)));
            self.table = Some(((min + max) / 2.0, (max - min) + 1.15));
            if kind == Kind::Cafe && !named.contains(&Prop::Cup) {
                named.push(Prop::Cup);
            }
        }
        let mut slot = 0;
        for prop in named.into_iter().take(5) {
            let (w, _) = prop.size();
            let placed = if prop.small() && !prop.animal() {
                if let Some((x, width)) = self.table {
                    slot += 1;
                    let k = [0.0, 0.28, -0.3, 0.15, -0.16].get(slot - 1).copied().unwrap_or(0.0);
                    Placed { prop, x: x + k * width * 0.8, y: 0.75, z: -0.5, scale: 1.0 }
                } else if matches!(self.framing, Framing::CloseUp | Framing::ExtremeCloseUp | Framing::OverTheShoulder)
                {
                    continue;
                } else {
                    slot += 1;
                    let x = side * (0.75 + 0.45 * slot as f32);
                    Placed { prop, x, y: if kind.inside() { -1.0 } else { 0.0 }, z: -0.1, scale: 1.0 }
                }
            } else if prop.animal() {
                slot += 1;
                Placed { prop, x: side * (0.7 + w * 0.5), y: 0.0, z: -0.15, scale: 1.0 }
            } else if matches!(prop, Prop::StreetLamp | Prop::ShipLantern) {
                // Close behind the first, who is "under the lamp".
                let x = self.actors.first().map_or(0.0, |a| a.x) + side * 0.62;
                Placed { prop, x, y: 0.0, z: 0.5, scale: 1.0 }
            } else if stands_elsewhere(prop, kind) || (prop == Prop::Chair && seated) {
                continue;
            } else {
                slot += 1;
                let z = if prop == Prop::Door { 2.9 } else { 1.1 };
                Placed { prop, x: side * (0.9 + w * 0.5), y: 0.0, z, scale: 1.0 }
            };
            self.props.push(placed);
        }
    }
}

/// What a figure has in its hands.
pub(super) fn holds(act: &Act, staging: &Staging, figure: &Figure) -> Option<Prop> {
    let mut named: Vec<Prop> = staging.props.iter().filter_map(|p| Prop::named(p)).collect();
    named.extend(Prop::found(&words(&staging.action)));
    let first = |of: &[Prop]| named.iter().copied().find(|p| of.contains(p));
    let papers = [Prop::Letter, Prop::Paper, Prop::Book, Prop::Map, Prop::Photograph, Prop::Box];
    match act.arms {
        // Of "drinks from the cup" the cup counts.
        Arms::Drink => VESSELS.into_iter().find(|p| named.contains(p)).or(Some(Prop::Cup)),
        Arms::Phone => Some(Prop::Phone),
        Arms::Aim => Some(first(&[Prop::Gun, Prop::Knife]).unwrap_or(Prop::Gun)),
        Arms::HoldBoth => Some(first(&papers).unwrap_or(Prop::Paper)),
        Arms::Hold if any(&words(&staging.action), LIFTED) => Some(Prop::Lantern),
        Arms::Hold => {
            named.iter().copied().find(|p| p.small() && !p.animal() && *p != Prop::Lamp || matches!(p, Prop::Umbrella))
        }
        Arms::Rest | Arms::Crossed | Arms::Talk if figure.focus || staging.figures.len() == 1 => {
            named.iter().copied().find(|p| {
                matches!(
                    p,
                    Prop::Suitcase
                        | Prop::Umbrella
                        | Prop::Gun
                        | Prop::Lantern
                        | Prop::Letter
                        | Prop::Knife
                        | Prop::Flower
                        | Prop::Phone
                        | Prop::Book
                        | Prop::Map
                )
            })
        }
        _ => None,
    }
}

/// A car or a boat that the place itself shows already, or that has no room in it.
fn stands_elsewhere(prop: Prop, kind: Kind) -> bool {
    match prop {
        Prop::Car => kind == Kind::CarInside || kind == Kind::Street || kind.inside(),
        Prop::Boat => kind != Kind::Beach && kind != Kind::Field,
        _ => false,
    }
}
