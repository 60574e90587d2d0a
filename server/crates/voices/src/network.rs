//! The model, ready to run.

use crate::{VoicesError, graph};
use rten::{Model, ModelOptions, NodeId, RunOptions, ThreadPool, ValueOrView};
use rten_tensor::{NdTensor, prelude::*};
use std::sync::Arc;

/// The inner value that tells how long every token is, in [`FRAME`]s.
const LENGTHS: &str = "/encoder/Clip_output_0";

/// Samples in one unit of a token's length: 25 ms.
pub(crate) const FRAME: usize = 600;

pub(crate) struct Network {
    model: Model,
    tokens: NodeId,
    style: NodeId,
    speed: NodeId,
    audio: NodeId,
    lengths: NodeId,
}

/// What the model said.
pub(crate) struct Said {
    pub(crate) samples: Vec<f32>,
    /// The length of every token in frames, with those of the silent ones at both ends.
    pub(crate) lengths: Vec<f32>,
}

impl Network {
    /// From the exported model. Takes about a second.
    pub(crate) fn new(exported: &[u8]) -> Result<Self, VoicesError> {
        let mended = graph::mend(exported).map_err(VoicesError::Model)?;
        let wrong = |error: &dyn std::fmt::Display| VoicesError::Model(error.to_string());
        let model = ModelOptions::with_all_ops().load(mended).map_err(|error| wrong(&error))?;
        let node = |name: &str| model.node_id(name).map_err(|error| wrong(&error));
        let (tokens, style, speed) = (node("tokens")?, node("style")?, node("speed")?);
        let (audio, lengths) = (node("audio")?, node(LENGTHS)?);
        Ok(Self { model, tokens, style, speed, audio, lengths })
    }

    /// Speaks some symbols (see [`crate::symbols`]) in a style of 256 numbers, by so many threads. Blocks.
    pub(crate) fn speak(&self, ids: &[i32], style: &[f32], speed: f32, threads: usize) -> Result<Said, VoicesError> {
        let wrong = |error: &dyn std::fmt::Display| VoicesError::Model(error.to_string());
        let framed: Vec<i32> = std::iter::once(0).chain(ids.iter().copied()).chain([0]).collect();
        let tokens = NdTensor::from_data([1, framed.len()], framed);
        let style = NdTensor::from_data([1, style.len()], style.to_vec());
        let speed = NdTensor::from_data([1], vec![speed]);
        let inputs: Vec<(NodeId, ValueOrView)> =
            vec![(self.tokens, tokens.into()), (self.style, style.into()), (self.speed, speed.into())];
        let mut options = RunOptions::default();
        options.thread_pool = Some(Arc::new(ThreadPool::with_num_threads(threads.max(1))));
        let [audio, lengths] =
            self.model.run_n(inputs, [self.audio, self.lengths], Some(options)).map_err(|error| wrong(&error))?;
        let numbers = |value: rten::Value| -> Result<Vec<f32>, VoicesError> {
            let tensor: rten_tensor::Tensor<f32> =
                value.try_into().map_err(|_| wrong(&"an output is of another type"))?;
            Ok(tensor.to_vec())
        };
        let said = Said { samples: numbers(audio)?, lengths: numbers(lengths)? };
        let sound = said.samples.iter().all(|sample| sample.is_finite()) && said.lengths.len() == ids.len() + 2;
        if sound { Ok(said) } else { Err(wrong(&"what it said is no sound")) }
    }
}
