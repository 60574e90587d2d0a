//! The parts that pages share.

mod act;
mod clock;
mod field;
mod header;
mod icon;
mod models;
mod player;
mod sample;
mod state;
mod title;
mod trouble;
mod when;
mod writing;

pub use act::{Act, Toast, encode, post_form};
pub use clock::{clock, money, size, timecode};
pub use field::{AllModels, Area, Choice, Elsewhere, Input, Tick, is_chosen_anew, is_written};
pub use header::{Header, ThemeChoice};
pub use icon::Icon;
pub use models::{Maker, Models, MoreModels};
pub use player::{Clip, Player, Shuttle};
pub use sample::SampleFilm;
pub use state::{ClipBadge, RunBadge, ShotBadge, clip_class};
pub use title::Title;
pub use trouble::{Skeleton, Trouble};
pub use when::When;
pub use writing::Writing;
