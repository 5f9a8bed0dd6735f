//! Takes out of a wasm what is said of panics. Nobody would read it: wasm has no standard error, and whoever calls sees
//! `unreachable` either way.
//!
//! A call of a function that panics becomes `unreachable`, together with what puts its arguments on the stack. What only
//! such calls need is left out when the glue is written. Functions are known by their names, which the compiler leaves in.

use std::collections::HashSet;
use walrus::ir::{Block, Call, IfElse, Instr, InstrSeqId, Loop, Unreachable};
use walrus::{FunctionId, LocalFunction, Module};

/// Parts of the names of functions that panic.
const PANICS: [&str; 12] = [
    "4core9panicking",
    "3std9panicking11begin_panic",
    "unwrap_failed",
    "expect_failed",
    "slice_index_fail",
    "slice_error_fail",
    "len_mismatch_fail",
    "13assert_failed",
    "panic_on_ord_violation",
    "raw_vec12handle_error",
    "handle_alloc_error",
    "capacity_overflow",
];

/// Takes them out.
pub fn cut(module: &mut Module) {
    let is_panic = |name: &str| PANICS.iter().any(|part| name.contains(part));
    let named = module.funcs.iter().filter(|function| function.name.as_deref().is_some_and(is_panic));
    let panics: HashSet<FunctionId> = named.map(|function| function.id()).collect();
    for (_, function) in module.funcs.iter_local_mut() {
        cut_calls(function, &panics);
    }
}

fn cut_calls(function: &mut LocalFunction, panics: &HashSet<FunctionId>) {
    let mut left: Vec<InstrSeqId> = vec![function.entry_block()];
    while let Some(sequence) = left.pop() {
        let instructions = &mut function.block_mut(sequence).instrs;
        let calls = |(instruction, _): &_| matches!(instruction, Instr::Call(Call { func }) if panics.contains(func));
        if let Some(mut at) = instructions.iter().position(calls) {
            let place = instructions[at].1;
            while at > 0 && matches!(instructions[at - 1].0, Instr::Const(_) | Instr::LocalGet(_)) {
                at -= 1;
            }
            instructions.truncate(at);
            instructions.push((Instr::Unreachable(Unreachable {}), place));
        }
        for (instruction, _) in instructions.iter() {
            match instruction {
                Instr::Block(Block { seq }) | Instr::Loop(Loop { seq }) => left.push(*seq),
                Instr::IfElse(IfElse { consequent, alternative }) => left.extend([*consequent, *alternative]),
                _ => {}
            }
        }
    }
}
