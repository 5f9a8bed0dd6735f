//! Puts lists in order with little code.
//!
//! The standard sort is compiled again for every type of element, 5 to 30 KB each in the browser half. Lists
//! of a few dozen entries need none of its speed, and longer ones that are rarely sorted share one copy of it.

use std::cmp::Ordering;

/// Sorts a short list. Stable. Time grows with the square of the length: meant for a few dozen.
pub fn sort_short_by<T>(items: &mut [T], compare: impl Fn(&T, &T) -> Ordering) {
    for sorted in 1..items.len() {
        let mut at = sorted;
        while at > 0 && compare(&items[at], &items[at - 1]).is_lt() {
            items.swap(at, at - 1);
            at -= 1;
        }
    }
}

/// The same by a key.
pub fn sort_short_by_key<T, K: Ord>(items: &mut [T], key: impl Fn(&T) -> K) {
    sort_short_by(items, |a, b| key(a).cmp(&key(b)));
}

/// Sorts numbers, or what is as small.
pub fn sort_numbers<T: Copy + Default + Ord>(numbers: &mut [T]) {
    merge_runs(numbers, |a, b| a < b);
}

/// Sorts indices of a long list; ties in the order of the indices. Each comparison is a call, so that there is one copy.
pub fn sort_indices(indices: &mut [usize], compare: &dyn Fn(usize, usize) -> Ordering) {
    merge_runs(indices, |a, b| compare(a, b).then(a.cmp(&b)).is_lt());
}

/// All indices of a list of numbers, in the numbers' order; ties in the order of the indices. Nothing is compared: the numbers'
/// bytes, the least first, tell where each index goes (a radix sort), which on what is ranked here is several times as fast.
pub fn indices_by_number(numbers: &[u64]) -> Vec<usize> {
    let every_bit = numbers.iter().fold(0, |bits, number| bits | number);
    let mut order: Vec<usize> = (0..numbers.len()).collect();
    let mut next = order.clone();
    for shift in (0..u64::BITS).step_by(8).take_while(|shift| every_bit >> shift != 0) {
        let byte = |i: usize| usize::from((numbers[i] >> shift) as u8);
        let mut starts = [0; 257];
        order.iter().for_each(|&i| starts[byte(i) + 1] += 1);
        for at in 1..starts.len() {
            starts[at] += starts[at - 1];
        }
        for &i in &order {
            let place = &mut starts[byte(i)];
            next[*place] = i;
            *place += 1;
        }
        std::mem::swap(&mut order, &mut next);
    }
    order
}

/// Merges runs that are in order into runs of twice the length, until there is one. The standard sort, which is as fast on what
/// is sorted here, is ten times the code.
fn merge_runs<T: Copy + Default>(items: &mut [T], is_before: impl Fn(T, T) -> bool) {
    let mut runs = vec![T::default(); items.len()];
    let mut length = 1;
    while length < items.len() {
        runs.copy_from_slice(items);
        for (merged, pair) in items.chunks_mut(2 * length).zip(runs.chunks(2 * length)) {
            let (mut left, mut right) = pair.split_at(length.min(pair.len()));
            for place in merged {
                let from = match (left, right) {
                    ([], _) => &mut right,
                    ([a, ..], [b, ..]) if is_before(*b, *a) => &mut right,
                    _ => &mut left,
                };
                if let [first, rest @ ..] = *from {
                    (*place, *from) = (*first, rest);
                }
            }
        }
        length *= 2;
    }
}

/// Sorts a list of any length by a key, by way of its indices. Stable.
pub fn sort_long_by_key<T, K: Ord>(items: &mut [T], key: impl Fn(&T) -> K) {
    sort_long_by(items, |a, b| key(a).cmp(&key(b)));
}

/// Sorts a list of any length, by way of its indices. Stable.
pub fn sort_long_by<T>(items: &mut [T], compare: impl Fn(&T, &T) -> Ordering) {
    let mut order: Vec<usize> = (0..items.len()).collect();
    sort_indices(&mut order, &|a, b| compare(&items[a], &items[b]));
    for at in 0..items.len() {
        // What was at an index before this one has been swapped on, to where the order says.
        let mut from = order[at];
        while from < at {
            from = order[from];
        }
        items.swap(at, from);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_short_list_is_sorted_as_the_standard_sort_does(mut items in proptest::collection::vec((0..5_u8, any::<u8>()), 0..40)) {
            let mut expected = items.clone();
            expected.sort_by_key(|(key, _)| *key);
            let mut indices: Vec<usize> = (0..items.len()).collect();
            sort_indices(&mut indices, &|a, b| items[a].0.cmp(&items[b].0));
            let by_indices: Vec<_> = indices.into_iter().map(|i| items[i]).collect();
            prop_assert_eq!(&by_indices, &expected);
            let mut long = items.clone();
            sort_long_by(&mut long, |a, b| a.0.cmp(&b.0));
            prop_assert_eq!(&long, &expected);
            sort_short_by_key(&mut items, |(key, _)| *key);
            prop_assert_eq!(&items, &expected);
            sort_numbers(&mut items);
            prop_assert!(items.is_sorted());
        }

        #[test]
        fn indices_by_number_are_those_of_a_stable_sort(
            numbers in prop::collection::vec(prop_oneof![0..4_u64, 250..260_u64, any::<u64>()], 0..300)
        ) {
            let mut expected: Vec<usize> = (0..numbers.len()).collect();
            expected.sort_by_key(|i| numbers[*i]);
            prop_assert_eq!(indices_by_number(&numbers), expected);
        }
    }
}
