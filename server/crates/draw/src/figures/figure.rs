//! Bodies: limbs and clothes on a skeleton.

use crate::figures::action_pose::Arms;
use crate::figures::beasts::Beast;
use crate::figures::face_model::TwoTone;
use crate::figures::person::unit;
pub use crate::figures::person::{Part, Person};
use crate::figures::{face, hair};
use crate::props::{self, Prop};
use crate::raster::canvas::{Canvas, Ink, Shape};
use crate::raster::colour::Rgb;

impl Person<'_> {
    /// Draws a part; the canvas's plane has the person's feet at its origin and metres as units.
    pub fn draw(&self, c: &mut Canvas<'_>, part: Part) {
        let k = self.looks.height / 1.72;
        if let Some(beast) = self.looks.creature.as_deref().and_then(Beast::of_id) {
            if part == Part::Body {
                self.animal(c, beast);
            }
            return;
        }
        // Who lies is as thick as wide: the back touches the ground, not the spine.
        let old = c.push(0.0, 0.13 * k * self.pose.fall.sin().abs() + self.pose.lift * k, self.pose.fall, k);
        match part {
            Part::Body => {
                self.mount(c);
                self.body(c);
            }
            Part::Head | Part::Eyes | Part::Mouth => self.head(c),
            Part::Arms => self.arms(c),
        }
        c.pop(old);
    }

    /// What is ridden, under the rider.
    fn mount(&self, c: &mut Canvas<'_>) {
        let lift = -self.pose.lift;
        let left = self.pose.turn < 0.0;
        let old = if left { c.push_mirrored(0.0, lift, 1.0) } else { c.push(0.0, lift, 0.0, 1.0) };
        match self.act.body {
            crate::figures::action_pose::Body::Ride => {
                if let Some(horse) = Beast::of_id("horse") {
                    horse.draw(c, None, self.stride);
                }
            }
            crate::figures::action_pose::Body::Cycle => props::draw(c, Prop::Bicycle, None),
            _ => {}
        }
        c.pop(old);
    }

    /// An animal looks the way that it goes.
    fn animal(&self, c: &mut Canvas<'_>, beast: &Beast) {
        let coat = (self.looks.top_colour_said()).then_some(self.looks.top_colour);
        let left = self.pose.turn < 0.0;
        let old = if left { c.push_mirrored(0.0, 0.0, 1.0) } else { c.push(0.0, 0.0, 0.0, 1.0) };
        beast.draw(c, coat, self.stride);
        c.pop(old);
    }

    pub(super) fn head(&self, c: &mut Canvas<'_>) {
        let l = self.looks;
        let (x, y) = self.pose.head(l.head);
        let tilt = -(self.pose.lean * 0.6 + self.pose.tilt);
        let old = c.push(x, y, tilt, l.head);
        face::head(c, l, &self.face);
        c.pop(old);
    }

    fn arms(&self, c: &mut Canvas<'_>) {
        let both_in_front = self.pose.turn.abs() < 0.3 && !self.pose.back;
        let prop = self.holds.filter(|_| !self.pose.back);
        if let (Some(prop), Arms::Read | Arms::Carry) = (prop, self.act.arms) {
            self.held(c, prop);
        }
        if both_in_front {
            self.arm(c, 0, 0.0);
        }
        self.aid_in_hand(c);
        self.arm(c, 1, 0.0);
        if let Some(prop) = prop.filter(|_| !self.in_both_hands()) {
            self.held(c, prop);
            self.grip(c);
        }
    }

    fn in_both_hands(&self) -> bool {
        matches!(self.act.arms, Arms::Read | Arms::Carry)
    }

    /// A thing in the right hand, or between both.
    fn held(&self, c: &mut Canvas<'_>, (prop, colour): (Prop, Option<Rgb>)) {
        let [[_, left], [elbow, hand]] = self.pose.arms;
        let size = props::hand_size(prop);
        let (x, y) = if self.in_both_hands() {
            // Between the thumbs, its lower edge behind them.
            ((left.0 + hand.0) / 2.0, (left.1 + hand.1) / 2.0 + 0.045)
        } else {
            let (dx, dy) = unit(elbow, hand);
            let under = match prop {
                Prop::Umbrella => 0.03,
                _ if props::hangs(prop) => size.1 * 0.92,
                _ => size.1 * 0.4,
            };
            (hand.0 + dx * 0.075, hand.1 + dy * 0.075 - under)
        };
        let old = if self.pose.turn < -0.2 { c.push_mirrored(x, y, 1.0) } else { c.push(x, y, 0.0, 1.0) };
        props::draw(c, prop, colour);
        c.pop(old);
    }

    /// The fingers round what the right hand holds.
    fn grip(&self, c: &mut Canvas<'_>) {
        let [_, [elbow, hand]] = self.pose.arms;
        let (dx, dy) = unit(elbow, hand);
        let skin = TwoTone::of(c, self.looks.skin);
        let (ink, rim) = (skin.ink(c, 0.55), Ink::flat(skin.dark.darker(0.3)).alpha(0.5));
        let side = if self.pose.turn < -0.2 { 1.0 } else { -1.0 };
        for i in 0..3 {
            let along = 0.052 + 0.021 * i as f32;
            let (x, y) = (hand.0 + dx * along, hand.1 + dy * along);
            let finger = |r: f32| Shape::limb(&[(x + side * 0.026, y, r), (x - side * 0.012, y, r)]);
            c.fill(finger(0.0145), rim);
            c.fill(finger(0.011), ink);
        }
    }

    fn body(&self, c: &mut Canvas<'_>) {
        let pose = self.pose;
        let (hx, hy) = pose.head(self.looks.head);
        self.behind(c);
        let old = c.push(hx, hy, -(pose.lean * 0.6 + pose.tilt), self.looks.head);
        if !pose.back {
            hair::behind(c, self.looks, &self.face);
        }
        c.pop(old);
        if pose.turn.abs() >= 0.3 || pose.back {
            self.arm(c, 0, if pose.back { 0.0 } else { 0.2 });
        }
        self.legs(c);
        self.torso(c);
        if pose.back {
            self.arm(c, 1, 0.0);
            self.on_the_back(c);
        }
        self.aid_before(c);
    }
}
