//! A fleet problem in bare numbers: items with sizes and a demand, kinds of nodes with room and a price.
//!
//! Nothing here knows Kubernetes or AWS. All amounts are integers, so that what fits and what it costs is exact.

/// Resources that add up; unused ones are left out by [`Problem::lanes`].
pub const LANES: usize = 10;

/// An amount of each resource.
pub type Lanes = [i64; LANES];

/// Most items: which of them a kind may hold is a bit each.
pub const MAX_ITEMS: usize = 32;

/// Pods of each item on one node.
pub type Pods = Vec<u32>;

/// Pods that are alike.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// How many there are, at least 1.
    pub demand: u32,
    /// The most that one node may hold.
    pub most_per_node: u32,
    /// Pod addresses that one takes: more of them attach more ENIs, which leaves fewer volumes.
    pub addresses: u32,
    /// EBS volumes that one takes.
    pub volumes: u32,
}

/// A type of node as it is bought.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kind {
    /// What it stands for, to whoever made the problem.
    pub source: usize,
    /// What a node costs, micro-dollars a month, at least 1.
    pub price: u64,
    /// What a node has.
    pub room: Lanes,
    /// Which of [`Problem::sizes`] hold on it.
    pub sizes: usize,
    /// The items that it may hold, a bit each.
    pub allowed: u32,
    /// Up to so many addresses, so many volumes, in rising order of addresses; empty where volumes do not depend on them.
    pub volumes: Vec<(u32, u32)>,
}

/// A fleet problem.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// At most [`MAX_ITEMS`].
    pub items: Vec<Item>,
    /// What one pod of each item takes, by set of sizes.
    pub sizes: Vec<Vec<Lanes>>,
    /// How many of the lanes are in use, from the first on.
    pub lanes: usize,
    /// The kinds of nodes.
    pub kinds: Vec<Kind>,
    /// Never fewer nodes than this.
    pub min_nodes: u32,
}

/// What decides how many volumes a node takes.
#[derive(Clone, Copy, Debug, Default)]
pub struct Used {
    /// Addresses in use.
    pub addresses: u64,
    /// Volumes in use.
    pub volumes: u64,
}

impl Problem {
    /// What one pod of an item takes on a kind.
    pub fn each(&self, kind: usize, item: usize) -> &Lanes {
        &self.sizes[self.kinds[kind].sizes][item]
    }

    /// Every item's demand.
    pub fn demand(&self) -> Pods {
        self.items.iter().map(|item| item.demand).collect()
    }

    /// Whether a kind may hold an item at all.
    pub fn allows(&self, kind: usize, item: usize) -> bool {
        self.kinds[kind].allowed >> item & 1 == 1
    }

    /// How many pods of an item a kind holds by itself.
    pub fn alone(&self, kind: usize, item: usize) -> u32 {
        if !self.allows(kind, item) {
            return 0;
        }
        let (room, each) = (&self.kinds[kind].room, self.each(kind, item));
        let mut fit = i64::from(self.items[item].most_per_node.min(self.items[item].demand));
        for lane in 0..self.lanes {
            if each[lane] > 0 {
                fit = fit.min(room[lane].max(0) / each[lane]);
            }
        }
        self.fit_volumes(kind, item, Used::default(), fit as u32)
    }

    /// Whether a node of a kind holds these pods.
    pub fn fits(&self, kind: usize, pods: &[u32]) -> bool {
        let k = &self.kinds[kind];
        let mut room = k.room;
        let mut used = Used::default();
        for (item, &n) in pods.iter().enumerate().filter(|(_, n)| **n > 0) {
            if !self.allows(kind, item) || n > self.items[item].most_per_node {
                return false;
            }
            let each = self.each(kind, item);
            for lane in 0..self.lanes {
                room[lane] -= each[lane] * i64::from(n);
            }
            used = self.with(used, item, n);
        }
        room[..self.lanes].iter().all(|left| *left >= 0) && self.takes(kind, used)
    }

    /// What is used with more pods of an item.
    pub fn with(&self, used: Used, item: usize, pods: u32) -> Used {
        let (item, n) = (&self.items[item], u64::from(pods));
        Used {
            addresses: used.addresses + u64::from(item.addresses) * n,
            volumes: used.volumes + u64::from(item.volumes) * n,
        }
    }

    /// Whether the volumes fit beside the ENIs that the addresses attach.
    pub fn takes(&self, kind: usize, used: Used) -> bool {
        let steps = &self.kinds[kind].volumes;
        match steps.iter().find(|(addresses, _)| used.addresses <= u64::from(*addresses)).or(steps.last()) {
            Some((_, volumes)) => used.volumes <= u64::from(*volumes),
            None => true,
        }
    }

    /// The most of so many more pods of an item whose volumes and ENIs fit.
    pub fn fit_volumes(&self, kind: usize, item: usize, used: Used, most: u32) -> u32 {
        if self.kinds[kind].volumes.is_empty() || self.takes(kind, self.with(used, item, most)) {
            return most;
        }
        let (mut fit, mut beyond) = (0, most);
        while beyond - fit > 1 {
            let middle = fit + (beyond - fit) / 2;
            match self.takes(kind, self.with(used, item, middle)) {
                true => fit = middle,
                false => beyond = middle,
            }
        }
        fit
    }

    /// The largest amount that divides all prices: what a fleet costs is a multiple of it.
    pub fn price_step(&self) -> u64 {
        self.kinds.iter().fold(0, |step, kind| gcd(step, kind.price)).max(1)
    }
}

/// The greatest common divisor.
pub fn gcd(a: u64, b: u64) -> u64 {
    if b == 0 { a } else { gcd(b, a % b) }
}
