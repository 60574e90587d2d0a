//! Which sign belongs to which word, where espeak-ng speaks several words as one.

/// The word of every sign of every group. `words` are the groups that each word is spoken as by itself.
pub(crate) fn owners(groups: &[Vec<char>], words: &[Vec<Vec<char>>]) -> Vec<Vec<usize>> {
    let last = words.len().saturating_sub(1);
    if words.len() <= 1 {
        return groups.iter().map(|group| vec![last; group.len()]).collect();
    }
    if groups.len() == words.len() && words.iter().all(|word| word.len() == 1) {
        return groups.iter().enumerate().map(|(at, group)| vec![at; group.len()]).collect();
    }
    let flat: Vec<Vec<char>> = words.iter().map(|word| word.concat()).collect();
    let mut owners = Vec::new();
    for step in path(groups, &flat) {
        let mine = groups.get(step.groups.clone()).unwrap_or_default();
        match step.words.len() {
            0 => owners.extend(mine.iter().map(|group| vec![step.words.start.min(last); group.len()])),
            1 => owners.extend(mine.iter().map(|group| vec![step.words.start; group.len()])),
            _ => owners.extend(
                mine.iter()
                    .map(|group| shared(group, step.words.start, flat.get(step.words.clone()).unwrap_or_default())),
            ),
        }
    }
    owners
}

/// A group that is several words, parted by how long each is by itself.
fn shared(group: &[char], first: usize, words: &[Vec<char>]) -> Vec<usize> {
    let all: usize = words.iter().map(Vec::len).sum();
    let mut ends = Vec::with_capacity(words.len());
    let mut sum = 0;
    for word in words {
        sum += word.len();
        ends.push((sum * group.len()).div_ceil(all.max(1)));
    }
    let owner = |at: usize| ends.iter().position(|end| at < *end).unwrap_or(words.len() - 1);
    (0..group.len()).map(|at| first + owner(at)).collect()
}

/// Some groups that are some words.
struct Step {
    groups: std::ops::Range<usize>,
    words: std::ops::Range<usize>,
}

/// How many groups are how many words in one step.
const MOVES: [(usize, usize); 11] =
    [(1, 1), (1, 2), (1, 3), (1, 4), (2, 1), (3, 1), (4, 1), (5, 1), (6, 1), (0, 1), (1, 0)];

/// The cheapest way through both, by edit distance.
fn path(groups: &[Vec<char>], words: &[Vec<char>]) -> Vec<Step> {
    let (rows, columns) = (groups.len() + 1, words.len() + 1);
    let mut best = vec![(usize::MAX, (0usize, 0usize)); rows * columns];
    let Some(start) = best.first_mut() else { return Vec::new() };
    *start = (0, (0, 0));
    for row in 0..rows {
        for column in 0..columns {
            for (back, left) in MOVES {
                let (Some(from), Some(at)) = (row.checked_sub(back), column.checked_sub(left)) else { continue };
                let Some((before, _)) = best.get(from * columns + at).filter(|(cost, _)| *cost < usize::MAX) else {
                    continue;
                };
                let mine = groups.get(from..row).unwrap_or_default().concat();
                let theirs = words.get(at..column).unwrap_or_default().concat();
                let cost = before + distance(&mine, &theirs) * 4 + usize::from((back, left) != (1, 1));
                if let Some(slot) = best.get_mut(row * columns + column).filter(|(known, _)| cost < *known) {
                    *slot = (cost, (back, left));
                }
            }
        }
    }
    let mut steps = Vec::new();
    let (mut row, mut column) = (rows - 1, columns - 1);
    while (row, column) != (0, 0) {
        let Some((_, (back, left))) = best.get(row * columns + column) else { break };
        if (*back, *left) == (0, 0) {
            break;
        }
        steps.push(Step { groups: row - back..row, words: column - left..column });
        (row, column) = (row - back, column - left);
    }
    steps.reverse();
    steps
}

/// Signs to change, add or leave out; stress and length count nothing.
fn distance(one: &[char], other: &[char]) -> usize {
    let bare = |signs: &[char]| signs.iter().copied().filter(|c| !matches!(c, 'ˈ' | 'ˌ' | 'ː')).collect::<Vec<_>>();
    let (one, other) = (bare(one), bare(other));
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (i, a) in one.iter().enumerate() {
        let mut corner = i;
        let mut left = i + 1;
        if let Some(first) = row.first_mut() {
            *first = left;
        }
        for (b, slot) in other.iter().zip(row.iter_mut().skip(1)) {
            let cost = (corner + usize::from(a != b)).min(left + 1).min(*slot + 1);
            corner = std::mem::replace(slot, cost);
            left = cost;
        }
    }
    row.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn groups(text: &str) -> Vec<Vec<char>> {
        text.split_whitespace().map(|group| group.chars().collect()).collect()
    }

    #[test]
    fn words_that_are_spoken_as_one_share_its_signs() {
        let words: Vec<_> = ["lˈɛɾɚz", "ˈʌv", "ðˈə", "wˈɔːɹ"].map(groups).into();
        let owners = owners(&groups("lˈɛɾɚz ʌvðə wˈɔːɹ"), &words);
        assert_eq!(owners, [vec![0; 6], vec![1, 1, 2, 2], vec![3; 5]]);
    }

    #[test]
    fn a_word_that_is_spoken_as_several_keeps_them_all() {
        let words: Vec<_> = ["pˈeɪ", "θɹˈiː pɔɪnt fˈaɪv"].map(groups).into();
        let owners = owners(&groups("pˈeɪ θɹˈiː pɔɪnt fˈaɪv"), &words);
        assert_eq!(owners.iter().map(|of| of[0]).collect::<Vec<_>>(), [0, 1, 1, 1]);
    }

    #[test]
    fn a_word_that_is_not_heard_takes_nothing_from_the_others() {
        let words: Vec<_> = ["gˈoʊ", "", "hˈoʊm"].map(groups).into();
        let owners = owners(&groups("gˈoʊ hˈoʊm"), &words);
        assert_eq!(owners.iter().map(|of| of[0]).collect::<Vec<_>>(), [0, 2]);
    }
}
