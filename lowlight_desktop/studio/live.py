"""The open photo as a window follows it: wishes in, pictures out. One thread owns it all."""

import logging
from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import Enum
from pathlib import Path

from lowlight_desktop.engine.enhancer import Enhancer
from lowlight_desktop.formats.reading import DRAFT_REDUCTION, RAW_SUFFIXES
from lowlight_desktop.formats.sidecar import Sidecar, read_sidecar
from lowlight_desktop.photo.errors import DeviceError, ReadError
from lowlight_desktop.photo.network_map import ATTENTION, NetworkMap
from lowlight_desktop.photo.noise_level import NoiseLevel, PictureNoise
from lowlight_desktop.photo.photograph import Photograph
from lowlight_desktop.photo.progress import Progress
from lowlight_desktop.photo.recipe import ORIGINAL, Recipe
from lowlight_desktop.photo.sentence import NOTHING, Sentence
from lowlight_desktop.studio.preview import Judged, Preview
from lowlight_desktop.studio.raw_development import can_clean
from lowlight_desktop.studio.view import Frame, Histogram, MapFrame, View

logger = logging.getLogger(__name__)

# Behind a sharp part the whole photo is only seen while panning; a map is smooth.
_BACKDROP_PX, _MAP_PX = 400_000, 400_000
# What cleaning takes of the work, for the progress bar.
_CLEANED = 0.9
_COUNTED_PX = 100_000  # for the histogram while the hand moves: a share of a percent is seen well


class Stage(Enum):
    """How much work an answer may take."""

    BEFORE = "before"  # the original: no network
    DRAFT = "draft"  # as fine as a moving hand allows
    REFINED = "refined"  # all that the screen can show
    CLEANED = "cleaned"  # that too, of a photo whose noise is measured and cleaned before


@dataclass(frozen=True, slots=True)
class Wish:
    """What the window shows and wants to show.

    Attributes:
        recipe: The look.
        view: The visible part.
        is_fit: Whether that is the whole photo.
        compares: Whether the original is visible too.
        map_id: The network's map that lies over the photo, or None.
        attended: For the map of attention: row and column of the place that is asked about.
        is_left_unclean: Whether the user has canceled the cleaning of this look: that which waits
            for it is left as it is.
    """

    recipe: Recipe
    view: View
    is_fit: bool = True
    compares: bool = False
    map_id: str | None = None
    attended: tuple[int, int] | None = None
    is_left_unclean: bool = False

    @property
    def screen_px(self) -> int:
        """Pixels of the screen that the visible part covers."""
        region, share = self.view.region, min(self.view.scale, 1.0)
        return max(int(region.height * share), 1) * max(int(region.width * share), 1)


@dataclass(frozen=True, slots=True, eq=False)
class Shown:
    """An answer; parts that it does not bring stay as they are on the screen.

    Attributes:
        wish: What it answers.
        stage: How well.
        base: The whole photo.
        detail: The visible part.
        before_base, before_detail: The same of the original.
        map: The network's map that was wished for.
        maps: Those that can be wished for.
        histograms: Before and after.
        judged: What the networks decided.
        added: What the network adds to the light curve, see `readings.added_light`.
        noise: That the photo is taken to have; None where it is not known, or not yet.
        damage: What compression has changed; None unless that has been repaired.
        is_waiting: Whether a better answer needs `Stage.CLEANED`.
        gave_up: Name of the device that has just failed, so that the processor goes on; or "".
    """

    wish: Wish
    stage: Stage
    base: Frame | None = None
    detail: Frame | None = None
    before_base: Frame | None = None
    before_detail: Frame | None = None
    map: MapFrame | None = None
    maps: tuple[NetworkMap, ...] | None = None
    histograms: tuple[Histogram, Histogram] | None = None
    judged: Judged | None = None
    added: tuple[float, ...] | None = None
    noise: NoiseLevel | PictureNoise | None = None
    damage: PictureNoise | None = None
    is_waiting: bool = False
    gave_up: str = ""


@dataclass(frozen=True, slots=True)
class Opened:
    """A photo that was read.

    Attributes:
        path: The file.
        height, width: In pixels, upright.
        source_format: For people: "Canon CRW".
        is_raw: Whether it is a camera's RAW.
        sidecar: The edits beside it, or None where there are none.
        problem: Why its sidecar cannot be used, where there is one.
        is_draft: Whether it is a reduced one, and the whole will follow.
        can_clean: Whether the RAW network can work on it.
        remark: As `Photograph.remark`.
    """

    path: Path
    height: int
    width: int
    source_format: str
    is_raw: bool
    sidecar: Sidecar | None = None
    problem: ReadError | None = None
    is_draft: bool = False
    can_clean: bool = False
    remark: Sentence = NOTHING

    @property
    def reduction(self) -> int:
        """Pixels of the file per pixel here, along each side."""
        return DRAFT_REDUCTION if self.is_draft else 1


class Live:
    """One open photo and the networks that work on it.

    Args:
        device: "auto", or an id of `engine.device.available()`.
        budget_bytes: Memory that tiles are planned for at most, or None: what is free.
        sidecar_of: Finds the edits of a photo.

    Attributes:
        found: Told how noisy a photo is as soon as that is measured, long before it is clean; in
            the thread that works.
    """

    found: Callable[[Path, NoiseLevel | PictureNoise], None]

    def __init__(
        self,
        device: str = "auto",
        budget_bytes: int | None = None,
        sidecar_of: Callable[[Path], Sidecar | None] = read_sidecar,
    ) -> None:
        self._enhancer = Enhancer(device, budget_bytes=budget_bytes)
        self._sidecar_of = sidecar_of
        self._budget_bytes = budget_bytes
        self._photo: Photograph | None = None
        self._preview: Preview | None = None
        self._is_draft = False
        self._last = ORIGINAL
        self.found = _nobody

    def take(self, photo: Photograph, _progress: Progress, *, is_draft: bool = False) -> Opened:
        """Work on a photo that was read, and let go of the one before.

        Args:
            photo: The photo.
            is_draft: Whether it is a reduced one, for the time being.
        """
        self._photo, self._preview = photo, Preview(photo, self._enhancer)
        self._is_draft = is_draft
        self._last = ORIGINAL
        height, width = self._preview.size
        is_raw = photo.is_raw or is_draft or photo.path.suffix.lower() in RAW_SUFFIXES
        opened = Opened(
            photo.path,
            height,
            width,
            photo.source_format,
            is_raw,
            is_draft=is_draft,
            can_clean=is_draft or can_clean(photo),
            remark=photo.remark,
        )
        try:
            return replace(opened, sidecar=self._sidecar_of(photo.path))
        except ReadError as error:
            return replace(opened, problem=error)

    def close(self) -> None:
        """Let go of the photo."""
        self._photo = self._preview = None

    def use(self, device: str, budget_bytes: int | None = None) -> None:
        """Work on another device from now on."""
        self._budget_bytes = budget_bytes
        self.work_with(Enhancer(device, budget_bytes=budget_bytes))

    def work_with(self, enhancer: Enhancer) -> None:
        """Work with other networks from now on; what was remembered is forgotten."""
        self._enhancer = enhancer
        if self._photo is not None:
            self._preview = Preview(self._photo, enhancer)

    def device_name(self) -> str:
        """Where the networks work, in words; what computes there is loaded ahead."""
        return self._enhancer.ready_device().name

    def show(self, wish: Wish, stage: Stage, progress: Progress) -> Shown:
        """The pictures that a wish asks for.

        Raises:
            ValueError: If no photo is open.
            ModelError: If a network is missing or damaged.
            OutOfMemory: If not even the processor has enough memory.
            DeviceError: If the processor itself fails.
            Cancelled: If nobody waits for the answer any more.
        """
        try:
            return self._show(wish, stage, progress)
        except DeviceError as error:
            if self._enhancer.device.id == "cpu":
                raise
            logger.warning("%s failed: %s", self._enhancer.device.name, error)
            gave_up = self._enhancer.device.name
            self.use("cpu", self._budget_bytes)
            return replace(self._show(wish, stage, progress), gave_up=gave_up)

    def _show(self, wish: Wish, stage: Stage, progress: Progress) -> Shown:
        preview = self._preview
        if preview is None:
            raise ValueError("there is no photo to show")
        if stage is Stage.BEFORE:
            before = preview.whole(ORIGINAL, wish.screen_px, progress)
            return Shown(wish, stage, before_base=before)
        shown = (
            self._draft(preview, wish, progress)
            if stage is Stage.DRAFT
            else self._refined(preview, wish, progress)
            if stage is Stage.REFINED
            else self._cleaned(preview, wish, progress)
        )
        self._last = wish.recipe
        return _of_a_reduced_photo(shown) if self._is_draft else shown

    def _draft(self, preview: Preview, wish: Wish, progress: Progress) -> Shown:
        budget = min(preview.draft_px(self._last, wish.recipe), wish.screen_px)
        base = detail = counted = None
        if wish.is_fit:
            base = preview.whole(wish.recipe, budget, progress)
            counted = preview.histograms(_COUNTED_PX)
        else:
            detail = preview.visible(wish.recipe, wish.view, budget, progress)
        judged = preview.judged(wish.recipe)  # as the picture has it
        return Shown(wish, Stage.DRAFT, base, detail, histograms=counted, judged=judged)

    def _cleaned(self, preview: Preview, wish: Wish, progress: Progress) -> Shown:
        cleaning = progress.part(0.0, _CLEANED)
        preview.measure(cleaning)
        if (noise := preview.noise(wish.recipe)) is not None:
            self.found(preview.path, noise)
        preview.clean(wish.recipe, cleaning)
        return self._refined(preview, wish, progress.part(_CLEANED, 1.0))

    def _refined(self, preview: Preview, wish: Wish, progress: Progress) -> Shown:
        recipe, view = wish.recipe, wish.view
        detail = before_detail = map_ = None
        if not wish.is_fit:
            detail = preview.visible(recipe, view, None, progress)
            if wish.compares:
                before_detail = preview.visible(ORIGINAL, view, None, progress)
        whole_px = wish.screen_px if wish.is_fit else _BACKDROP_PX
        before = preview.whole(ORIGINAL, whole_px, progress)
        base = preview.whole(recipe, whole_px, progress)
        histograms = preview.histograms()
        maps = preview.maps(recipe)
        if wish.map_id == ATTENTION.id:
            map_ = wish.attended and preview.attention(recipe, wish.attended)
        elif wish.map_id in {m.id for m in maps}:
            assert wish.map_id is not None
            map_ = preview.map(wish.map_id, recipe, _MAP_PX, progress)
        judged = preview.judged(recipe)
        added = preview.added(recipe, progress)
        return Shown(
            wish,
            Stage.REFINED,
            base,
            detail,
            before,
            before_detail,
            map_,
            maps,
            histograms,
            judged,
            added,
            noise=preview.noise(recipe),
            damage=preview.damage(recipe),
            is_waiting=preview.is_waiting(recipe),
        )


def _nobody(_path: Path, _noise: NoiseLevel | PictureNoise) -> None:
    """Nobody is listening."""


def _of_a_reduced_photo(shown: Shown) -> Shown:
    """The same, and nothing in it passes for the whole photo."""

    def proxy(frame: Frame | None) -> Frame | None:
        return None if frame is None else replace(frame, is_proxy=True)

    return replace(shown, base=proxy(shown.base), detail=proxy(shown.detail))
