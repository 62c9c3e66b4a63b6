"""A frame made of a trajectory: what a reader asked for, copied while the training goes on."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from engine.evaluation.neighbours import neighbours
from explorer.runs.frame import Frame

if TYPE_CHECKING:
    from engine.settings import Knobs
    from engine.training.target import Target
    from engine.training.trainer import SkipGram
    from engine.training.worked import Worked
    from engine.vocabulary import Vocabulary
    from explorer.runs.frame import State, Watch
    from explorer.runs.ghost import GhostView
    from explorer.runs.map.layout import Layout
    from explorer.runs.trajectory import Trajectory


def build_frame(
    trajectory: Trajectory,
    knobs: Knobs,
    state: State,
    watch: Watch,
    worked: Worked | None,
    *,
    stepping: bool,
) -> Frame:
    """The trajectory as it is now; a step is made, and on screen as `worked`, on a map at rest.

    Raises
    ------
    WordError
        If the word selected is not in the vocabulary.
    """
    trainer, record = trajectory.trainer, trajectory.record
    position = trainer.position
    selection, near = _near(trajectory, watch)
    rest = trajectory.error is not None or worked is not None or stepping
    vocabulary: Vocabulary = trainer.vocabulary
    genome = trainer.corpus.genome
    if genome is not None and genome.molecule == "dna" and not watch.plane.colour:
        watch = replace(watch, plane=replace(watch.plane, colour="gc"))
    picture = trajectory.maps.look(trainer.model, vocabulary, position.tokens, watch, rest=rest)
    return Frame(
        run=trajectory.name,
        line=trajectory.maps.key,
        state=state,
        error=trajectory.error,
        tokens=position.tokens,
        goal=knobs.epochs * trainer.epoch_size,
        epoch=position.tokens / trainer.epoch_size,
        knobs=knobs,
        learning_rate=trainer.learning_rate(knobs),
        speed=record.speed() if state == "running" else None,
        history=record.history,
        changes=record.changes,
        layout=picture.layout,
        paint=picture.paint,
        moments=picture.moments,
        checkpoints=trajectory.checkpoints.tokens,
        ghost=_ghost(trajectory, picture.layout, watch),
        selection=selection,
        neighbours=near,
        partner=_partner(trajectory, selection),
        target=_coming(trainer, knobs, worked) if watch.words else None,
        made=worked is not None,
    )


def _ghost(trajectory: Trajectory, layout: Layout | None, watch: Watch) -> GhostView | None:
    """The ghost; on a map only if that is flat, of input vectors, and of now."""
    if trajectory.ghost is None:
        return None
    flat = watch.plane.columns == 2 and watch.plane.vectors == "input"
    shown = layout if flat and watch.moment is None and not trajectory.error else None
    return trajectory.ghost.seen(shown, trajectory.trainer.model.v)


def _partner(trajectory: Trajectory, word: str | None) -> str:
    """The reverse complement of a k-mer, if the vocabulary holds it."""
    genome = trajectory.trainer.corpus.genome
    found = genome.partner(word) if word and genome else ""
    return found if found in trajectory.trainer.vocabulary.ids else ""


def _near(trajectory: Trajectory, watch: Watch) -> tuple[str | None, tuple[tuple[str, float], ...]]:
    """The word selected as the vocabulary spells it, and its neighbours on the map's table."""
    if not watch.selection:
        return None, ()
    vocabulary: Vocabulary = trajectory.trainer.vocabulary
    word = vocabulary.symbols[vocabulary.id_of(watch.selection)]
    unit = trajectory.snapshot.unit("u" if watch.plane.vectors == "output" else "v")
    return word, tuple(neighbours(vocabulary, unit, word, watch.neighbours))


def _coming(trainer: SkipGram, knobs: Knobs, worked: Worked | None) -> Target | None:
    """The target of the step on screen, else of the next one; None at the goal.

    Asked while the run's thread trains, it is one that was next a moment ago.
    """
    return worked.target if worked is not None else trainer.upcoming(knobs)
