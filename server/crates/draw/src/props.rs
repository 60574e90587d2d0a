//! Things: told from their ids, drawn standing on the origin, in metres.

mod furniture;
mod goods;
mod hand_things;
mod house;
mod inks;
mod kind;
mod lights;
mod machines;
mod music;
mod papers;
mod playthings;
mod tableware;
mod tools;
mod traffic;
mod vehicles;
mod yard;

use crate::raster::canvas::Canvas;
use crate::raster::colour::Rgb;
pub use kind::{Prop, hand_size, hangs};
pub use vehicles::saloon;

/// Draws a thing on the origin of the canvas's plane, in the colour that is said of it.
pub fn draw(c: &mut Canvas<'_>, prop: Prop, said: Option<Rgb>) {
    let size = prop.size();
    match prop {
        Prop::Cup => tableware::cup(c, size, said),
        Prop::Glass => tableware::glass(c, size),
        Prop::Bottle => tableware::bottle(c, size),
        Prop::Phone => machines::phone(c, size),
        Prop::Letter => papers::letter(c, size),
        Prop::Paper => papers::paper(c, size),
        Prop::Book => papers::book(c, size, said),
        Prop::Map => papers::map(c, size),
        Prop::Photograph => papers::photograph(c, size),
        Prop::Gun => hand_things::gun(c, size),
        Prop::Knife => hand_things::knife(c, size),
        Prop::Key => hand_things::key(c, size),
        Prop::Ring => hand_things::ring(c, size),
        Prop::StreetLamp => lights::street_lamp(c, size),
        Prop::ShipLantern => lights::ship_lantern(c, size),
        Prop::Lamp => lights::lamp(c, size),
        Prop::Lantern => lights::lantern(c, size),
        Prop::Candle => lights::candle(c, size),
        Prop::Suitcase => hand_things::suitcase(c, size, said),
        Prop::Laptop => machines::laptop(c, size),
        Prop::Radio => machines::radio(c, size),
        Prop::Clock => machines::clock(c, size),
        Prop::Box => hand_things::crate_box(c, size, said),
        Prop::Flower => hand_things::flower(c, size),
        Prop::Rope => hand_things::rope(c, size),
        Prop::Umbrella => hand_things::umbrella(c, size, said),
        Prop::Camera => machines::camera(c, size),
        Prop::Plate => tableware::plate(c, size),
        Prop::Guitar => playthings::guitar(c, size),
        Prop::Ball => playthings::ball(c, size),
        Prop::Doll => playthings::doll(c, size),
        Prop::Bicycle => vehicles::bicycle(c, size),
        Prop::Car => vehicles::car(c, size, said),
        Prop::Boat => vehicles::boat(c, size, said),
        Prop::Door => furniture::door(c, size, said),
        Prop::Chair => furniture::chair(c, size, said),
        Prop::Rifle => tools::rifle(c, size, said),
        Prop::Sword => tools::sword(c, size, said),
        Prop::Axe => tools::axe(c, size, said),
        Prop::Hammer => tools::hammer(c, size, said),
        Prop::Spade => tools::spade(c, size, said),
        Prop::Broom => tools::broom(c, size, said),
        Prop::Spanner => tools::spanner(c, size, said),
        Prop::Brush => tools::brush(c, size, said),
        Prop::Spoon => tools::spoon(c, size, said),
        Prop::Match => tools::match_stick(c, size, said),
        Prop::Cigarette => tools::cigarette(c, size, said),
        Prop::Bag => goods::bag(c, size, said),
        Prop::Compass => goods::compass(c, size, said),
        Prop::TreasureChest => goods::treasure_chest(c, size, said),
        Prop::Barrel => goods::barrel(c, size, said),
        Prop::Bucket => goods::bucket(c, size, said),
        Prop::Basket => goods::basket(c, size, said),
        Prop::Cake => goods::cake(c, size, said),
        Prop::Apple => goods::apple(c, size, said),
        Prop::Gold => goods::gold(c, size, said),
        Prop::Potion => goods::potion(c, size, said),
        Prop::SnowGlobe => goods::snow_globe(c, size, said),
        Prop::Skull => goods::skull(c, size, said),
        Prop::Blanket => goods::blanket(c, size, said),
        Prop::Bell => goods::bell(c, size, said),
        Prop::Violin => music::violin(c, size, said),
        Prop::Piano => music::piano(c, size, said),
        Prop::Drum => music::drum(c, size, said),
        Prop::Trumpet => music::trumpet(c, size, said),
        Prop::Balloon => music::balloon(c, size, said),
        Prop::Kite => music::kite(c, size, said),
        Prop::Tv => house::tv(c, size, said),
        Prop::Statue => house::statue(c, size, said),
        Prop::Mirror => house::mirror(c, size, said),
        Prop::Painting => house::painting(c, size, said),
        Prop::Telescope => house::telescope(c, size, said),
        Prop::Ladder => house::ladder(c, size, said),
        Prop::Cradle => house::cradle(c, size, said),
        Prop::Bed => house::bed(c, size, said),
        Prop::Sofa => house::sofa(c, size, said),
        Prop::Desk => house::desk(c, size, said),
        Prop::Coffin => house::coffin(c, size, said),
        Prop::Window => house::window(c, size, said),
        Prop::Shelf => house::shelf(c, size, said),
        Prop::Machine => house::machine(c, size, said),
        Prop::Cart => yard::cart(c, size, said),
        Prop::Gravestone => yard::gravestone(c, size, said),
        Prop::Tree => yard::tree(c, size, said),
        Prop::ChristmasTree => yard::christmas_tree(c, size, said),
        Prop::Fire => yard::fire(c, size, said),
        Prop::Well => yard::well(c, size, said),
        Prop::Tent => yard::tent(c, size, said),
        Prop::Flag => yard::flag(c, size, said),
        Prop::Sign => yard::sign(c, size, said),
        Prop::Wheel => yard::wheel(c, size, said),
        Prop::Cage => yard::cage(c, size, said),
        Prop::Snowman => yard::snowman(c, size, said),
        Prop::Motorbike => traffic::motorbike(c, size, said),
        Prop::Truck => traffic::truck(c, size, said),
        Prop::Plane => traffic::plane(c, size, said),
        Prop::Rocket => traffic::rocket(c, size, said),
        Prop::Drone => traffic::drone(c, size, said),
        Prop::Animal(beast) => beast.draw(c, said, None),
    }
}
