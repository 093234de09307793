//! Random lines and places: groups, musts of every due, budgets.

use std::collections::BTreeSet;

use matching_core::{
    Label,
    criteria::{Budget, Side},
    eligibility::Due,
    model::{Budgets, Criterion, Node},
};
use proptest::{collection::vec, option, prelude::*, sample::select};

use super::{Place, asks, criterion_id};

/// What is drawn for a line before it is made valid.
#[derive(Clone, Debug)]
struct Draft {
    node: Node,
    importance: u8,
    /// Another rule than the usual one of the kind.
    due: Option<Rule>,
    budget: Option<Budget>,
}

/// Whether and when a line is a must.
#[derive(Clone, Copy, Debug)]
enum Rule {
    NoMust,
    Must(Due),
}

/// A valid place with up to eight lines.
pub(crate) fn place() -> impl Strategy<Value = Place> {
    (budgets(), vec(draft(), 1..=8)).prop_map(|(budgets, drafts)| {
        let mut wishes = BTreeSet::new();
        let mut lines = Vec::new();
        for (at, draft) in drafts.into_iter().enumerate() {
            let line = line(&format!("line-{at}"), draft);
            if reads_anew(&line, &mut wishes) {
                lines.push(line);
            }
        }
        Place { budgets, lines: or_plain(lines) }
    })
}

/// A valid line of a side that reads nothing that may be read once only, and is no must.
pub(crate) fn plain_line(id: &'static str, budget: Budget) -> impl Strategy<Value = Criterion> {
    let side = budget.side();
    (asks::ask(side), 1_u8..=3)
        .prop_filter("read once or gate", |(ask, _)| {
            !ask.kind().info().read_once && !ask.kind().info().gate
        })
        .prop_map(move |(ask, importance)| {
            let line = Criterion::new(criterion_id(id), Label::german("Zeile"), ask);
            Criterion { due: None, importance, budget, ..line }
        })
}

/// Groups up to three deep, of asks of one side.
pub(crate) fn node(side: Side) -> impl Strategy<Value = Node> {
    let leaf = asks::ask(side).prop_map(Node::Ask);
    leaf.prop_recursive(3, 8, 3, |inner| {
        prop_oneof![
            vec(inner.clone(), 1..=3).prop_map(Node::AnyOf),
            vec(inner, 1..=3).prop_map(Node::AllOf),
        ]
    })
}

pub(crate) fn due() -> impl Strategy<Value = Due> {
    prop_oneof![
        2 => Just(Due::AtApplication),
        1 => Just(Due::ByFirstDay),
        1 => (0_u16..400).prop_map(Due::WithinDays),
    ]
}

pub(crate) fn budgets() -> impl Strategy<Value = Budgets> {
    let points = prop_oneof![2 => Just(0_u16), 8 => 1_u16..=40, 1 => Just(Budgets::MOST)];
    vec(points, Budget::ALL.len()).prop_map(|points| Budget::ALL.into_iter().zip(points).collect())
}

fn draft() -> impl Strategy<Value = Draft> {
    let side = prop_oneof![3 => Just(Side::Demands), 2 => Just(Side::Needs)];
    side.prop_flat_map(|side| {
        let body = prop_oneof![
            3 => asks::ask(side).prop_map(Node::Ask).boxed(),
            1 => node(side).boxed(),
        ];
        let own: Vec<Budget> = Budget::ALL.into_iter().filter(|b| b.side() == side).collect();
        let due =
            option::of(option::of(due()).prop_map(|due| due.map_or(Rule::NoMust, Rule::Must)));
        (body, 0_u8..=3, due, option::weighted(0.3, select(own)))
    })
    .prop_map(|(node, importance, due, budget)| Draft { node, importance, due, budget })
}

/// The draft as a line, mended where it would not be valid.
fn line(id: &str, draft: Draft) -> Criterion {
    let mut line = Criterion::new(criterion_id(id), Label::german("Zeile"), draft.node);
    let asks = line.body.asks();
    let can_gate = can_gate(&line.body);
    let bare = matches!(line.body, Node::Ask(_));
    let gate = bare && asks.iter().any(|ask| ask.kind().info().gate);
    line.importance = if gate { 0 } else { draft.importance };
    match draft.due {
        Some(Rule::Must(due)) => line.due = Some(due),
        Some(Rule::NoMust) => line.due = None,
        None => {}
    }
    if !can_gate {
        line.due = None;
    }
    if line.importance == 0 && line.due.is_none() {
        if can_gate {
            line.due = Some(Due::AtApplication);
        } else {
            line.importance = 1;
        }
    }
    line.budget = draft.budget.unwrap_or(line.budget);
    line
}

/// Whether somebody could fail it: every alternative, or one of several things asked together.
pub(crate) fn can_gate(node: &Node) -> bool {
    match node {
        Node::Ask(ask) => ask.can_gate(),
        Node::AnyOf(nodes) => nodes.iter().all(can_gate),
        Node::AllOf(nodes) => nodes.iter().any(can_gate),
    }
}

/// Whether the line reads no wish that was read before; remembers what it reads.
fn reads_anew(line: &Criterion, wishes: &mut BTreeSet<&'static str>) -> bool {
    let infos = || line.body.asks().into_iter().map(|ask| ask.kind().info());
    let own: Vec<&str> = infos().filter(|info| info.read_once).map(|info| info.name).collect();
    let distinct: BTreeSet<&str> = own.iter().copied().collect();
    let anew = distinct.len() == own.len() && own.iter().all(|name| !wishes.contains(name));
    if anew {
        wishes.extend(own);
    }
    anew
}

fn or_plain(lines: Vec<Criterion>) -> Vec<Criterion> {
    if lines.is_empty() {
        use matching_core::criteria::{Ask, work_access};
        let ask = Ask::WorkAccess(work_access::Ask {});
        return vec![Criterion::new(criterion_id("line-0"), Label::german("Zeile"), ask)];
    }
    lines
}
