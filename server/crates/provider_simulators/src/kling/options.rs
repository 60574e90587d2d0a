//! How the simulator behaves.

use std::{path::PathBuf, time::Duration};

/// Longer than any client waits.
const SILENCE: Duration = Duration::from_secs(90);

/// How the simulator behaves.
#[derive(Clone, Debug)]
pub struct Options {
    /// 0 for any free port.
    pub port: u16,
    /// The charge log; one in a folder of its own where `None`.
    pub charges: Option<PathBuf>,
    /// The seed of the faults; none without one.
    pub seed: Option<u64>,
    /// How long a task takes, usually.
    pub takes: Duration,
    /// Tasks at once, per model.
    pub slots: usize,
    /// The only key that is accepted; any where `None`.
    pub key: Option<String>,
    /// The only access key with its secret key whose tokens are accepted; those of any pair where `None`.
    pub pair: Option<(String, String)>,
    /// The longest that a look-up lags behind a creation, where its faults say so.
    pub lag: Duration,
    /// Signs its callbacks ("whsec_…"); they are not signed without one.
    pub callback_secret: Option<String>,
    /// Whether a name that is sent again is filmed and charged again, and not refused; by the seed where `None`.
    pub charges_again: Option<bool>,
    /// How long it keeps silent where its faults say so.
    pub silence: Duration,
    /// The model of which every task fails, after the usual time and without a charge.
    pub fails: Option<&'static str>,
}

impl Default for Options {
    fn default() -> Self {
        let (takes, lag) = (Duration::from_millis(200), Duration::from_secs(5));
        Self {
            port: 0,
            charges: None,
            seed: None,
            takes,
            slots: 5,
            key: None,
            pair: None,
            lag,
            callback_secret: None,
            charges_again: None,
            silence: SILENCE,
            fails: None,
        }
    }
}
