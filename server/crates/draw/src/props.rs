//! Things: told from their names, drawn standing on the origin, in metres.

mod animals;
mod furniture;
mod hand_things;
mod inks;
mod kind;
mod lights;
mod machines;
mod papers;
mod playthings;
mod tableware;
mod vehicles;

use crate::raster::canvas::Canvas;
use inks::Size;
pub use kind::{Prop, hand_size, hangs};
pub use vehicles::saloon;

/// Draws a thing on the origin of the canvas's plane.
pub fn draw(c: &mut Canvas<'_>, prop: Prop) {
    drawing(prop)(c, prop.size());
}

fn drawing(prop: Prop) -> fn(&mut Canvas<'_>, Size) {
    match prop {
        Prop::Cup => tableware::cup,
        Prop::Glass => tableware::glass,
        Prop::Bottle => tableware::bottle,
        Prop::Phone => machines::phone,
        Prop::Letter => papers::letter,
        Prop::Paper => papers::paper,
        Prop::Book => papers::book,
        Prop::Map => papers::map,
        Prop::Photograph => papers::photograph,
        Prop::Gun => hand_things::gun,
        Prop::Knife => hand_things::knife,
        Prop::Key => hand_things::key,
        Prop::Ring => hand_things::ring,
        Prop::StreetLamp => lights::street_lamp,
        Prop::ShipLantern => lights::ship_lantern,
        Prop::Lamp => lights::lamp,
        Prop::Lantern => lights::lantern,
        Prop::Candle => lights::candle,
        Prop::Suitcase => hand_things::suitcase,
        Prop::Laptop => machines::laptop,
        Prop::Radio => machines::radio,
        Prop::Clock => machines::clock,
        Prop::Box => hand_things::crate_box,
        Prop::Flower => hand_things::flower,
        Prop::Rope => hand_things::rope,
        Prop::Umbrella => hand_things::umbrella,
        Prop::Camera => machines::camera,
        Prop::Plate => tableware::plate,
        Prop::Guitar => playthings::guitar,
        Prop::Ball => playthings::ball,
        Prop::Doll => playthings::doll,
        Prop::Bicycle => vehicles::bicycle,
        Prop::Car => vehicles::car,
        Prop::Dog => animals::dog,
        Prop::Cat => animals::cat,
        Prop::Horse => animals::horse,
        Prop::Bird => animals::bird,
        Prop::Boat => vehicles::boat,
        Prop::Door => furniture::door,
        Prop::Chair => furniture::chair,
    }
}
