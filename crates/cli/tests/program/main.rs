//! The program as its users run it: arguments in, text and exit code out.

#![cfg(test)]

mod checking;
mod inviting;
mod matching;
mod pathways;
mod planning;
mod run;
