//! Animals: what kinds there are, how large they are and what they are made of.

pub use crate::figures::beast_plan::Beast;
use crate::figures::beast_plan::Plan;
use crate::figures::beasts_all::ALL;
use crate::figures::beasts_birds as birds;
use crate::figures::beasts_four::four_legged;
use crate::figures::beasts_other as other;
use crate::figures::beasts_water as water;
use crate::raster::canvas::Canvas;
use crate::raster::colour::{Rgb, rgb};

impl Beast {
    pub fn of_id(id: &str) -> Option<&'static Self> {
        ALL.iter().find(|beast| beast.id == id)
    }

    /// Width and height in metres, head and wings included.
    pub fn size(&self) -> (f32, f32) {
        let high = match self.plan {
            Plan::Four(four) => 1.0 + four.neck * four.rise * 0.9 + four.head,
            Plan::Dragon => 1.7,
            Plan::Bird(bird) => 1.0 + bird.neck * 0.4,
            _ => 1.15,
        };
        (self.long * 1.3, self.tall * high)
    }

    /// Draws the animal on the origin, facing right; `stride` is where its legs are, 0 to 1, `None` when it stands.
    pub fn draw(&self, c: &mut Canvas<'_>, said: Option<Rgb>, stride: Option<f32>) {
        let coat = said.unwrap_or(rgb(self.coat));
        let size = (self.long, self.tall);
        match self.plan {
            Plan::Four(four) => four_legged(c, &four, coat, size, stride),
            Plan::Bird(bird) => birds::bird(c, &bird, coat, size, stride),
            Plan::Ape => other::ape(c, coat, size),
            Plan::Snake => other::snake(c, coat, size),
            Plan::Fish => water::fish(c, coat, size),
            Plan::Sea => water::sea(c, self.id, coat, size),
            Plan::Small => other::small(c, self.id, coat, size),
            Plan::Crab => water::crab(c, coat, size),
            Plan::Spider => other::spider(c, coat, size),
            Plan::Insect => other::insect(c, coat, size),
            Plan::Snail => other::snail(c, coat, size),
            Plan::Frog => other::frog(c, coat, size),
            Plan::Low => other::low(c, self.id, coat, size),
            Plan::Octopus => water::octopus(c, coat, size),
            Plan::Bat => birds::bat(c, coat, size),
            Plan::Dragon => other::dragon(c, coat, size),
        }
    }
}
