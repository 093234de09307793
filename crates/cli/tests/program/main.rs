//! The program as its users run it: arguments in, text and exit code out.

#![cfg(test)]

mod checking;
mod matching;
mod planning;
mod run;
