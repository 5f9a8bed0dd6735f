//! Commands at the end of a pipe that is closed.

use super::store::Store;
use crate::support::berth;
use std::io::{BufRead, BufReader, Write};
use std::process::Stdio;

/// `berth ... | head -1`: the reader goes away after the first line.
#[test]
fn a_reader_that_leaves_early_is_no_error() {
    let store = Store::new();
    assert_eq!(store.import().code, Some(0));
    let path = store.path().display().to_string();
    for arguments in [
        &["plan", "-", "--format", "json"][..],
        &["plan", "-", "--rows", "0"],
        &["catalog", "show", "--store", &path],
        &["catalog", "import", "--store", &path],
        &["--help"],
    ] {
        let mut command = berth();
        command.args(arguments).env("BERTH_LOG", "warn");
        let mut process =
            command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("berth starts");
        let mut input = process.stdin.take().expect("its input is piped");
        let mut output = BufReader::new(process.stdout.take().expect("its output is piped"));
        if arguments.contains(&"json") {
            // More than a pipe holds, so it is still writing when the reader leaves.
            input.write_all(b"{}").expect("it reads the scenario");
            drop(input);
            let mut line = String::new();
            output.read_line(&mut line).expect("a first line");
            assert_eq!(line, "{\n");
            drop(output);
        } else {
            // The reader has left before the first word.
            drop(output);
            let _ = input.write_all(b"{}");
            drop(input);
        }
        let output = process.wait_with_output().expect("berth ends");
        let err = String::from_utf8_lossy(&output.stderr);
        assert_eq!((output.status.code(), err.as_ref()), (Some(0), ""), "{arguments:?}");
    }
}
