//! What goes wrong once, when a test says so.

/// What happens to one request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// The line is cut before anything is kept.
    Cut,
    /// The line is cut in the middle of a piece: the first half of it is kept, where the server keeps halves.
    Half,
    /// It is done, and the answer is lost.
    LostAnswer,
    /// It is done, and the answer never comes.
    Hang,
    /// It is refused with this status.
    Status(u16),
}

/// Methods and parts of paths, each for one request, in any order.
#[derive(Debug, Default)]
pub(crate) struct Faults(Vec<(String, String, Fault)>);

impl Faults {
    /// The next request of this method whose path holds this text goes wrong.
    pub(crate) fn add(&mut self, method: &str, path: &str, fault: Fault) {
        self.0.push((method.to_owned(), path.to_owned(), fault));
    }

    /// What happens to this request, and to no later one.
    pub(crate) fn take(&mut self, asked: &str, path: &str) -> Option<Fault> {
        let at = self.0.iter().position(|(method, part, _)| method == asked && path.contains(part.as_str()))?;
        Some(self.0.remove(at).2)
    }
}
