//! Takes out of a wasm what is said of panics. Nobody would read it: wasm has no standard error, and whoever calls sees
//! `unreachable` either way.
//!
//! A call of a function that panics becomes `unreachable`, together with what works its arguments out. A function that comes to
//! such a call whatever happens panics too. What only such calls need is left out when the glue is written. Functions are known
//! by their names, which the compiler leaves in.

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
    let mut panics: HashSet<FunctionId> = named.map(|function| function.id()).collect();
    loop {
        let known = panics.len();
        for (id, function) in module.funcs.iter_local_mut() {
            cut_calls(function, &panics);
            if matches!(function.block(function.entry_block()).instrs[..], [(Instr::Unreachable(_), _)]) {
                panics.insert(id);
            }
        }
        if panics.len() == known {
            return;
        }
    }
}

fn cut_calls(function: &mut LocalFunction, panics: &HashSet<FunctionId>) {
    let mut left: Vec<InstrSeqId> = vec![function.entry_block()];
    while let Some(sequence) = left.pop() {
        let instructions = &mut function.block_mut(sequence).instrs;
        let stops = |(instruction, _): &_| match instruction {
            Instr::Call(Call { func }) => panics.contains(func),
            Instr::Unreachable(_) => true,
            _ => false,
        };
        if let Some(mut at) = instructions.iter().position(stops) {
            let place = instructions[at].1;
            while at > 0 && only_matters_later(&instructions[at - 1].0) {
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

/// Whether an instruction does nothing that anybody sees after a panic. What it leaves in memory was the panic's own.
fn only_matters_later(instruction: &Instr) -> bool {
    matches!(
        instruction,
        Instr::Const(_)
            | Instr::LocalGet(_)
            | Instr::LocalSet(_)
            | Instr::LocalTee(_)
            | Instr::GlobalGet(_)
            | Instr::GlobalSet(_)
            | Instr::Load(_)
            | Instr::Store(_)
            | Instr::Binop(_)
            | Instr::Unop(_)
            | Instr::Select(_)
            | Instr::Drop(_)
    )
}
