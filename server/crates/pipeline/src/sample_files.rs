//! The sample film, once it is made.

/// Where the sample's files are.
#[derive(Clone, Debug)]
pub struct Sample {
    pub film: String,
    pub poster: Option<String>,
}
