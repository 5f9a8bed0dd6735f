//! Takes out of a wasm what nothing refers to any more: `panics` has taken out calls, and with them the only use of their texts,
//! of the places in the source that they name, and of functions that write both.
//!
//! The linker could not know, it ran before. Asked to (`--emit-relocs`), it says where in code and data addresses stand, and of
//! what. So from what is exported one can follow calls and addresses. Data that is not met becomes zeros, which compress to
//! nothing; a function that is in the table only because something unmet has its address makes room for one that stops.

use super::Result;
use std::collections::{HashMap, HashSet};
use std::ops::{Range, RangeInclusive};
use walrus::ir::{Instr, InstrLocId, Value, Visitor, dfs_in_order};
use walrus::{
    ConstExpr, DataId, DataKind, ElementItems, ElementKind, ExportItem, FunctionBuilder, FunctionId, FunctionKind,
    Module,
};
use wasmparser::{
    KnownCustom, Linking, LinkingSectionReader, Operator, Parser, Payload, RelocSectionReader, RelocationType,
    SymbolInfo,
};

const I32_CONST: u8 = 0x41;
const LOADS_AND_STORES: RangeInclusive<u8> = 0x28..=0x3e;
/// From an instruction to the number in it: behind its own byte, and in a load or a store behind the alignment too.
const IN_CONST: usize = 1;
const IN_ACCESS: usize = 2;

/// What has its address somewhere.
#[derive(Clone, Copy)]
enum Of {
    /// A function: the address is its place in the table.
    Function,
    /// Data: a symbol, by its number.
    Data(usize),
}

/// Takes out what the linker says of addresses, which no longer holds once a module is written again.
pub fn forget(module: &mut Module) {
    let of_addresses = |name: &str| name == "linking" || name.starts_with("reloc.");
    let sections: Vec<_> =
        module.customs.iter().filter(|(_, section)| of_addresses(section.name())).map(|(id, _)| id).collect();
    for id in sections {
        module.customs.delete(id);
    }
}

/// What the linker says of addresses.
#[derive(Default)]
pub struct Addresses {
    /// By the byte of the file at which each stands.
    in_code: HashMap<usize, Of>,
    /// By the address at which each stands, in ascending order.
    in_data: Vec<(usize, Of)>,
    /// Where each symbol's data is; nowhere for one that has none.
    symbols: Vec<Range<usize>>,
}

impl Addresses {
    /// Reads them from a wasm as the linker wrote it.
    pub fn of(wasm: &[u8]) -> Result<Addresses> {
        let mut addresses = Addresses::default();
        let (mut code, mut data) = (0, 0);
        // of each segment, where it is in the file and in memory
        let mut segments: Vec<(usize, usize)> = Vec::new();
        for payload in Parser::new(0).parse_all(wasm) {
            match payload? {
                Payload::CodeSectionStart { range, .. } => code = range.start,
                Payload::DataSection(section) => {
                    data = section.range().start;
                    for segment in section {
                        let segment = segment?;
                        segments.push((segment.range.end - segment.data.len(), start_of(&segment.kind)?));
                    }
                }
                // these come last
                Payload::CustomSection(section) => match (section.name(), section.as_known()) {
                    (_, KnownCustom::Linking(section)) => addresses.read_symbols(section, &segments)?,
                    ("reloc.CODE", KnownCustom::Reloc(section)) => addresses.read_code(section, code, wasm)?,
                    ("reloc.DATA", KnownCustom::Reloc(section)) => addresses.read_data(section, data, &segments)?,
                    _ => {}
                },
                _ => {}
            }
        }
        if addresses.symbols.is_empty() || addresses.in_code.is_empty() {
            return Err("the linker has not said where addresses are".into());
        }
        Ok(addresses)
    }

    fn read_code(&mut self, section: RelocSectionReader, code: usize, wasm: &[u8]) -> Result<()> {
        for entry in section.entries() {
            let entry = entry?;
            let (at, symbol) = (code + entry.offset as usize, entry.index as usize);
            let (of, is_known) = match entry.ty {
                RelocationType::TableIndexSleb => (Of::Function, wasm[at - IN_CONST] == I32_CONST),
                RelocationType::MemoryAddrSleb => (Of::Data(symbol), wasm[at - IN_CONST] == I32_CONST),
                RelocationType::MemoryAddrLeb => (Of::Data(symbol), LOADS_AND_STORES.contains(&wasm[at - IN_ACCESS])),
                _ => continue,
            };
            if !is_known {
                return Err(format!("an address in an instruction that is not known, at byte {at}").into());
            }
            self.in_code.insert(at, of);
        }
        Ok(())
    }

    fn read_data(&mut self, section: RelocSectionReader, data: usize, segments: &[(usize, usize)]) -> Result<()> {
        for entry in section.entries() {
            let entry = entry?;
            let at = data + entry.offset as usize;
            let of = match entry.ty {
                RelocationType::TableIndexI32 => Of::Function,
                RelocationType::MemoryAddrI32 => Of::Data(entry.index as usize),
                other => return Err(format!("data holds a {other:?}").into()),
            };
            let segment = segments.iter().rev().find(|(start, _)| *start <= at);
            let (start, address) = segment.ok_or("an address in no segment")?;
            self.in_data.push((at - start + address, of));
        }
        self.in_data.sort_unstable_by_key(|(at, _)| *at);
        Ok(())
    }

    fn read_symbols(&mut self, linking: LinkingSectionReader, segments: &[(usize, usize)]) -> Result<()> {
        for part in linking.subsections() {
            let Linking::SymbolTable(symbols) = part? else { continue };
            for symbol in symbols {
                self.symbols.push(match symbol? {
                    SymbolInfo::Data { symbol: Some(found), .. } => {
                        let (_, address) = segments.get(found.index as usize).ok_or("a symbol in no segment")?;
                        let start = address + found.offset as usize;
                        start..start + found.size as usize
                    }
                    _ => 0..0,
                });
            }
        }
        Ok(())
    }

    /// Takes out of the module what nothing refers to. Its instructions must know where they stood in the file.
    pub fn cut(&self, module: &mut Module) {
        let met = self.meet(module);
        let mut stops = FunctionBuilder::new(&mut module.types, &[], &[]);
        stops.func_body().unreachable();
        let stops = stops.finish(Vec::new(), &mut module.funcs);
        for element in module.elements.iter_mut() {
            if let (ElementKind::Active { .. }, ElementItems::Functions(functions)) =
                (&element.kind, &mut element.items)
            {
                functions
                    .iter_mut()
                    .filter(|function| !met.functions.contains(function))
                    .for_each(|function| *function = stops);
            }
        }
        let mut is_needed: HashMap<usize, bool> = HashMap::new();
        for (symbol, range) in self.symbols.iter().enumerate() {
            range.clone().for_each(|at| *is_needed.entry(at).or_default() |= met.symbols.contains(&symbol));
        }
        let segments: Vec<DataId> = module.data.iter().map(|data| data.id()).collect();
        for id in segments {
            let data = module.data.get_mut(id);
            let DataKind::Active { offset: ConstExpr::Value(Value::I32(start)), .. } = data.kind else { continue };
            for (byte, at) in data.value.iter_mut().zip(start as usize..) {
                if is_needed.get(&at) == Some(&false) {
                    *byte = 0;
                }
            }
        }
        walrus::passes::gc::run(module);
    }

    /// Follows calls and addresses from what is exported.
    fn meet(&self, module: &Module) -> Met {
        let mut met = Met::default();
        let exported = module.exports.iter().filter_map(|export| match export.item {
            ExportItem::Function(function) => Some(function),
            _ => None,
        });
        exported.chain(module.start).for_each(|function| met.function(function));
        let table = Table::of(module);
        while !met.functions_left.is_empty() || !met.symbols_left.is_empty() {
            while let Some(function) = met.functions_left.pop() {
                if let FunctionKind::Local(local) = &module.funcs.get(function).kind {
                    dfs_in_order(
                        &mut Meeting { addresses: self, table: &table, met: &mut met },
                        local,
                        local.entry_block(),
                    );
                }
            }
            while let Some(symbol) = met.symbols_left.pop() {
                let range = &self.symbols[symbol];
                let first = self.in_data.partition_point(|(at, _)| *at < range.start);
                for (at, of) in self.in_data[first..].iter().take_while(|(at, _)| *at < range.end) {
                    match of {
                        Of::Function => met.functions_at(&table, table.word(*at)),
                        Of::Data(symbol) => met.symbol(*symbol),
                    }
                }
            }
        }
        met
    }
}

fn start_of(kind: &wasmparser::DataKind) -> Result<usize> {
    let wasmparser::DataKind::Active { offset_expr, .. } = kind else { return Err("data without an address".into()) };
    match offset_expr.get_operators_reader().read()? {
        Operator::I32Const { value } => Ok(value as usize),
        other => Err(format!("data at {other:?}").into()),
    }
}

/// What was met, and of that what is yet to be followed.
#[derive(Default)]
struct Met {
    functions: HashSet<FunctionId>,
    functions_left: Vec<FunctionId>,
    symbols: HashSet<usize>,
    symbols_left: Vec<usize>,
}

impl Met {
    fn function(&mut self, function: FunctionId) {
        if self.functions.insert(function) {
            self.functions_left.push(function);
        }
    }

    fn symbol(&mut self, symbol: usize) {
        if self.symbols.insert(symbol) {
            self.symbols_left.push(symbol);
        }
    }

    fn functions_at(&mut self, table: &Table, place: usize) {
        table.functions.get(&place).into_iter().for_each(|function| self.function(*function));
    }
}

/// What addresses in a module mean.
struct Table<'a> {
    /// By their places.
    functions: HashMap<usize, FunctionId>,
    segments: Vec<(usize, &'a [u8])>,
}

impl Table<'_> {
    fn of(module: &Module) -> Table<'_> {
        let mut functions = HashMap::new();
        for element in module.elements.iter() {
            let ElementKind::Active { offset: ConstExpr::Value(Value::I32(first)), .. } = element.kind else {
                continue;
            };
            let ElementItems::Functions(those) = &element.items else { continue };
            functions.extend((first as usize..).zip(those.iter().copied()));
        }
        let segments = module.data.iter().filter_map(|data| match data.kind {
            DataKind::Active { offset: ConstExpr::Value(Value::I32(start)), .. } => {
                Some((start as usize, &data.value[..]))
            }
            _ => None,
        });
        Table { functions, segments: segments.collect() }
    }

    /// The number that stands at an address.
    fn word(&self, at: usize) -> usize {
        let bytes =
            self.segments.iter().find_map(|(start, bytes)| bytes.get(at.checked_sub(*start)?..)?.first_chunk::<4>());
        bytes.map_or(0, |bytes| u32::from_le_bytes(*bytes) as usize)
    }
}

struct Meeting<'a> {
    addresses: &'a Addresses,
    table: &'a Table<'a>,
    met: &'a mut Met,
}

impl<'instr> Visitor<'instr> for Meeting<'_> {
    fn visit_instr(&mut self, instruction: &'instr Instr, place: &'instr InstrLocId) {
        let behind = match instruction {
            Instr::Const(_) => IN_CONST,
            Instr::Load(_) | Instr::Store(_) => IN_ACCESS,
            _ => 0,
        };
        // what the glue has put in was in no file
        let at = (!place.is_default()).then(|| place.data() as usize + behind);
        match (instruction, at.and_then(|at| self.addresses.in_code.get(&at))) {
            (Instr::Call(call), _) => self.met.function(call.func),
            (Instr::RefFunc(function), _) => self.met.function(function.func),
            (_, Some(Of::Data(symbol))) => self.met.symbol(*symbol),
            (Instr::Const(number), Some(Of::Function)) => {
                if let Value::I32(place) = number.value {
                    self.met.functions_at(self.table, place as usize);
                }
            }
            _ => {}
        }
    }
}
