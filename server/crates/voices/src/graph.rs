//! What has to be mended in the model before the runtime computes the same as the one that it was made for.

use rten_onnx::onnx::{AttributeProto, AttributeType, DataType, GraphProto, ModelProto, NodeProto, TensorProto};
use std::collections::BTreeSet;

/// Two things: a fused product that the runtime does not know becomes its two steps; and where a convolution of whole numbers pads its
/// input, the input is padded before it with the number that stands for zero, for which the runtime would take 0.
pub(crate) fn mend(model: &[u8]) -> Result<Vec<u8>, String> {
    let mut model = ModelProto::parse_buf(model).map_err(|error| error.to_string())?;
    let graph = model.graph.as_mut().ok_or("it has no graph")?;
    mend_graph(graph);
    model.write_buf().map_err(|error| error.to_string())
}

fn mend_graph(graph: &mut GraphProto) {
    let mut pads = BTreeSet::new();
    let mut nodes = Vec::with_capacity(graph.node.len() + 80);
    for (index, mut node) in std::mem::take(&mut graph.node).into_iter().enumerate() {
        match (node.op_type.as_deref(), node.input.clone().as_slice()) {
            (Some("FusedMatMul"), [left, right]) => {
                let turned = format!("{left}_turned_{index}");
                nodes.push(made("Transpose", &[left], &turned, vec![whole_numbers("perm", &[0, 2, 1])]));
                let output = node.output.first().cloned().unwrap_or_default();
                nodes.push(made("MatMul", &[&turned, right], &output, Vec::new()));
                continue;
            }
            (Some("ConvInteger"), [input, _, zero, ..]) => {
                if let Some([before, after]) = take_pads(&mut node) {
                    let padded = format!("{input}_padded_{index}");
                    nodes.push(made("Pad", &[input, &pads_name(before, after), zero], &padded, Vec::new()));
                    pads.insert((before, after));
                    if let Some(input) = node.input.first_mut() {
                        *input = padded;
                    }
                }
            }
            _ => {}
        }
        nodes.push(node);
    }
    graph.node = nodes;
    graph.initializer.extend(pads.into_iter().map(|(before, after)| TensorProto {
        dims: vec![6],
        data_type: Some(DataType::INT64),
        int64_data: vec![0, 0, before, 0, 0, after],
        name: Some(pads_name(before, after)),
        ..TensorProto::default()
    }));
}

fn pads_name(before: i64, after: i64) -> String {
    format!("pads_{before}_{after}")
}

/// How much a convolution pads before and after, where it does; from here on it does not.
fn take_pads(node: &mut NodeProto) -> Option<[i64; 2]> {
    let pads = node.attribute.iter_mut().find(|attribute| attribute.name.as_deref() == Some("pads"))?;
    let found: [i64; 2] = pads.ints.as_slice().try_into().ok().filter(|pads| *pads != [0, 0])?;
    pads.ints = vec![0, 0];
    Some(found)
}

fn made(kind: &str, inputs: &[&str], output: &str, attribute: Vec<AttributeProto>) -> NodeProto {
    NodeProto {
        name: Some(output.to_owned()),
        input: inputs.iter().map(|input| (*input).to_owned()).collect(),
        output: vec![output.to_owned()],
        op_type: Some(kind.to_owned()),
        attribute,
        ..NodeProto::default()
    }
}

fn whole_numbers(name: &str, ints: &[i64]) -> AttributeProto {
    AttributeProto {
        name: Some(name.to_owned()),
        ints: ints.to_vec(),
        r#type: Some(AttributeType::INTS),
        ..AttributeProto::default()
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn kinds(graph: &GraphProto) -> Vec<&str> {
        graph.node.iter().map(|node| node.op_type.as_deref().unwrap()).collect()
    }

    #[test]
    fn a_padded_convolution_of_whole_numbers_is_padded_before_it() {
        let convolution =
            made("ConvInteger", &["x", "w", "x_zero", "w_zero"], "y", vec![whole_numbers("pads", &[2, 3])]);
        let mut graph = GraphProto { node: vec![convolution], ..GraphProto::default() };
        mend_graph(&mut graph);
        assert_eq!(kinds(&graph), ["Pad", "ConvInteger"]);
        let [pad, convolution] = graph.node.as_slice() else { panic!() };
        assert_eq!(pad.input, ["x", "pads_2_3", "x_zero"]);
        assert_eq!((&convolution.input[0], &convolution.attribute[0].ints), (&pad.output[0], &vec![0, 0]));
        assert_eq!(graph.initializer[0].int64_data, [0, 0, 2, 0, 0, 3]);
    }

    #[test]
    fn a_fused_product_becomes_its_two_steps() {
        let mut graph =
            GraphProto { node: vec![made("FusedMatMul", &["a", "b"], "c", vec![])], ..GraphProto::default() };
        mend_graph(&mut graph);
        assert_eq!(kinds(&graph), ["Transpose", "MatMul"]);
        assert_eq!(graph.node[1].output, ["c"]);
    }

    #[test]
    fn a_convolution_that_pads_nothing_stays_as_it_is() {
        let plain = made("ConvInteger", &["x", "w", "z"], "y", vec![whole_numbers("pads", &[0, 0])]);
        let mut graph = GraphProto { node: vec![plain], ..GraphProto::default() };
        mend_graph(&mut graph);
        assert_eq!((kinds(&graph), graph.initializer.len()), (vec!["ConvInteger"], 0));
    }
}
