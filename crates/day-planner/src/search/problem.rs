//! The dense form of a planning task that every search step reads.

/// "No such thing" in a dense id.
pub(crate) const NONE: u32 = u32::MAX;

/// Number of levels above comfort.
pub(crate) const LEVELS: usize = 6;
/// People with a talk.
pub(crate) const SEEN: usize = 0;
/// Announced appointments kept.
pub(crate) const STABLE: usize = 1;
/// Promised talks.
pub(crate) const PROMISED: usize = 2;
/// Even shares.
pub(crate) const EVEN: usize = 3;
/// Openings covered.
pub(crate) const COVERED: usize = 4;
/// Sum of the fits.
pub(crate) const FIT: usize = 5;

/// The value of a plan above comfort, one number per level.
pub(crate) type Levels = [i64; LEVELS];

/// A planning task in dense numbers. Slots of all days lie on one axis, days further apart than
/// any gap, so that one comparison settles whether two talks clash.
#[derive(Debug, Clone, Default)]
pub(crate) struct Problem {
    pub people: Vec<Person>,
    /// Sorted by person.
    pub offers: Vec<Offer>,
    pub tables: Vec<Table>,
    pub cells: Vec<Cell>,
    /// Most talks by role.
    pub role_caps: Vec<u32>,
    /// Wished talks by coverage group.
    pub wishes: Vec<u32>,
    /// Places of each shared resource by slot of the axis.
    pub resources: Vec<Vec<u32>>,
    pub classes: Vec<Class>,
    pub layers: Vec<Layer>,
    /// Ranges of cells, relative to the table's first.
    pub ranges: Vec<(u32, u32)>,
    /// Free slots a person needs between two sites, `sites × sites`.
    pub gaps: Vec<u32>,
    pub sites: usize,
    /// First slot of each day on the axis.
    pub day_base: Vec<u32>,
    pub slots: usize,
    pub comfort: Comfort,
    /// Appointments that are part of every plan.
    pub fixed: Vec<(u32, u32)>,
    /// The most talks anybody has, when evenness counts; else 0.
    pub even: i64,
    /// Whether the least fitting served person counts after all levels.
    pub worst_off: bool,
    /// Levels in the order in which they count.
    pub order: [usize; LEVELS],
}

/// Weights of the comfort cost.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Comfort {
    pub wait: i64,
    pub gap: i64,
    pub day: i64,
}

/// A person; `offers` are its rows in [`Problem::offers`].
#[derive(Debug, Clone, Copy)]
pub(crate) struct Person {
    pub offers: (u32, u32),
    /// Most talks, by wish, by employers and by the person's time.
    pub max: u32,
    pub min: u32,
}

/// A possible talk without its time.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Offer {
    pub person: u32,
    pub role: u32,
    pub table: u32,
    pub employer: u32,
    pub class: u32,
    pub fit: i64,
    /// Coverage groups this talk counts in.
    pub groups: [u32; 2],
    /// What meeting this employer is worth for stability.
    pub keep: i64,
    /// The announced cell, worth one more.
    pub home: u32,
}

/// A table; its cells are `cells` of [`Problem::cells`].
#[derive(Debug, Clone, Copy)]
pub(crate) struct Table {
    pub cells: (u32, u32),
    pub cap: u32,
    pub site: u32,
}

/// A cell of a table. Cells of one `block` follow each other without a break.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Cell {
    pub start: u32,
    pub end: u32,
    pub table: u32,
    pub block: u32,
    pub day: u32,
}

/// Offers at one table that may start in the same cells and use the same resources.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Class {
    pub table: u32,
    pub layer: u32,
    /// Rows of [`Problem::ranges`].
    pub ranges: (u32, u32),
    pub size: u32,
}

/// How many cells a talk takes and which shared resources it uses.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Layer {
    pub span: u32,
    pub uses: [Use; 2],
}

/// Places of one resource that a talk takes in each of its slots.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Use {
    pub resource: u32,
    pub units: u32,
}

/// No resource.
pub(crate) const FREE: Use = Use { resource: NONE, units: 0 };

impl Problem {
    /// Offers of a person.
    pub(crate) fn offers_of(&self, person: usize) -> std::ops::Range<usize> {
        let (from, to) = self.people[person].offers;
        from as usize..to as usize
    }

    /// Cells of a table.
    pub(crate) fn cells_of(&self, table: usize) -> std::ops::Range<usize> {
        let (from, to) = self.tables[table].cells;
        from as usize..to as usize
    }

    /// Layer of an offer.
    pub(crate) fn layer(&self, offer: usize) -> Layer {
        self.layers[self.classes[self.offers[offer].class as usize].layer as usize]
    }

    /// Cell ranges in which an offer may start.
    pub(crate) fn starts(&self, offer: usize) -> impl Iterator<Item = std::ops::Range<u32>> + '_ {
        let class = self.classes[self.offers[offer].class as usize];
        let first = self.tables[class.table as usize].cells.0;
        self.ranges[class.ranges.0 as usize..class.ranges.1 as usize]
            .iter()
            .map(move |(from, to)| first + from..first + to)
    }

    /// The `nth` cell in which an offer may start.
    pub(crate) fn nth_start(&self, offer: usize, nth: u32) -> Option<u32> {
        let mut left = nth;
        for range in self.starts(offer) {
            let len = range.end - range.start;
            if left < len {
                return Some(range.start + left);
            }
            left -= len;
        }
        None
    }

    /// Slots of the axis that a talk takes.
    pub(crate) fn time(&self, offer: usize, cell: u32) -> (u32, u32) {
        let span = self.layer(offer).span;
        (self.cells[cell as usize].start, self.cells[(cell + span - 1) as usize].end)
    }

    /// Free slots a person needs between talks at two tables.
    pub(crate) fn gap(&self, a: u32, b: u32) -> u32 {
        if self.sites == 1 {
            return self.gaps[0];
        }
        let (a, b) = (self.tables[a as usize].site, self.tables[b as usize].site);
        self.gaps[a as usize * self.sites + b as usize]
    }

    /// Weights that make one point of a level worth many of all levels after it.
    pub(crate) fn weights(&self) -> Levels {
        let mut weights = [0; LEVELS];
        let mut weight = 1;
        for level in self.order.iter().rev() {
            weights[*level] = weight;
            // a talk's fit is at most 1000; 16 of them outweigh nothing above
            weight *= if *level == FIT { 1 << 14 } else { 1 << 5 };
        }
        weights
    }

    /// Whether `a` is better than `b` in the order of the levels.
    pub(crate) fn better(&self, a: &Levels, b: &Levels) -> bool {
        self.key(a) > self.key(b)
    }

    /// The levels in the order in which they count.
    pub(crate) fn key(&self, levels: &Levels) -> Levels {
        let mut key = [0; LEVELS];
        for (slot, level) in key.iter_mut().zip(self.order) {
            *slot = levels[level];
        }
        key
    }
}
