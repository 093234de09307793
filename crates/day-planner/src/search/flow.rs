//! Bounds on counting levels by maximum flow: people to roles to tables, without times.

use std::collections::BTreeSet;

use super::problem::{NONE, Problem};

/// A flow network with whole capacities.
struct Network {
    /// Arcs in pairs, an arc and its way back: target and what is left.
    arcs: Vec<(u32, u32)>,
    out: Vec<Vec<u32>>,
    level: Vec<u32>,
    next: Vec<u32>,
}

impl Network {
    fn new(nodes: usize) -> Self {
        Self {
            arcs: Vec::new(),
            out: vec![Vec::new(); nodes],
            level: vec![0; nodes],
            next: vec![0; nodes],
        }
    }

    fn arc(&mut self, from: usize, to: usize, capacity: u32) {
        let at = self.arcs.len() as u32;
        self.arcs.push((to as u32, capacity));
        self.arcs.push((from as u32, 0));
        self.out[from].push(at);
        self.out[to].push(at + 1);
    }

    /// The most that flows from one node to another (Dinic: shortest ways first, in phases).
    fn most(&mut self, source: usize, sink: usize) -> i64 {
        let mut flow = 0;
        while self.levels(source, sink) {
            self.next.fill(0);
            loop {
                let pushed = self.push(source, sink);
                if pushed == 0 {
                    break;
                }
                flow += i64::from(pushed);
            }
        }
        flow
    }

    fn levels(&mut self, source: usize, sink: usize) -> bool {
        self.level.fill(NONE);
        self.level[source] = 0;
        let mut queue = vec![source];
        let mut head = 0;
        while let Some(node) = queue.get(head).copied() {
            head += 1;
            for arc in &self.out[node] {
                let (to, left) = self.arcs[*arc as usize];
                if left > 0 && self.level[to as usize] == NONE {
                    self.level[to as usize] = self.level[node] + 1;
                    queue.push(to as usize);
                }
            }
        }
        self.level[sink] != NONE
    }

    /// Pushes along one way; the ways are at most a few dozen arcs long.
    fn push(&mut self, source: usize, sink: usize) -> u32 {
        let mut way: Vec<u32> = Vec::new();
        let mut node = source;
        while node != sink {
            if let Some(arc) = self.out[node].get(self.next[node] as usize).copied() {
                let (to, left) = self.arcs[arc as usize];
                if left > 0 && self.level[to as usize] == self.level[node] + 1 {
                    way.push(arc);
                    node = to as usize;
                } else {
                    self.next[node] += 1;
                }
            } else {
                let Some(back) = way.pop() else { return 0 };
                node = self.arcs[(back ^ 1) as usize].0 as usize;
                self.next[node] += 1;
            }
        }
        let pushed = way.iter().map(|arc| self.arcs[*arc as usize].1).min().unwrap_or(0);
        for arc in way {
            self.arcs[arc as usize].1 -= pushed;
            self.arcs[(arc ^ 1) as usize].1 += pushed;
        }
        pushed
    }
}

/// The most talks when each person has at most `wish(person)` and each role at most `cap(role)`,
/// counting only some offers.
pub(crate) fn most(
    problem: &Problem,
    wish: impl Fn(usize) -> u32,
    cap: impl Fn(usize) -> u32,
    counts: impl Fn(usize) -> bool,
) -> i64 {
    let roles = problem.people.len();
    let capped = roles + problem.role_caps.len();
    let tables = capped + problem.role_caps.len();
    let source = tables + problem.tables.len();
    let mut network = Network::new(source + 2);
    let mut wanted = BTreeSet::new();
    let mut served = BTreeSet::new();
    let mut fixed = vec![false; problem.offers.len()];
    for (offer, _) in &problem.fixed {
        fixed[*offer as usize] = true;
    }
    for (at, offer) in problem.offers.iter().enumerate() {
        let possible = fixed[at] || problem.classes[offer.class as usize].size > 0;
        if possible && counts(at) {
            wanted.insert((offer.person, offer.role));
            served.insert((offer.role, offer.table));
        }
    }
    for person in 0..problem.people.len() {
        network.arc(source, person, wish(person));
    }
    for (person, role) in wanted {
        network.arc(person as usize, roles + role as usize, 1);
    }
    for role in 0..problem.role_caps.len() {
        network.arc(roles + role, capped + role, cap(role));
    }
    for (role, table) in served {
        network.arc(capped + role as usize, tables + table as usize, NONE);
    }
    for (at, table) in problem.tables.iter().enumerate() {
        network.arc(tables + at, source + 1, table.cap);
    }
    network.most(source, source + 1)
}
