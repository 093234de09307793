//! Ways as their callers see them: ladders, pools, careers and dated beginnings, each expectation
//! worked by hand.

#![cfg(test)]

mod allowed;
mod career;
mod ladder;
mod pool;
mod starts;
mod world;
