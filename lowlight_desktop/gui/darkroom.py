"""The open photo: what the canvas shows and the panel says follows its recipe."""

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from lowlight_desktop.gui.album import Album
from lowlight_desktop.gui.canvas.brush import Brush
from lowlight_desktop.gui.canvas.canvas import Canvas
from lowlight_desktop.gui.canvas.compare import Compare
from lowlight_desktop.gui.gates import is_of_cleaning
from lowlight_desktop.gui.glances import CameraPicture, Glance, Glances, Look
from lowlight_desktop.gui.live_thread import LiveThread
from lowlight_desktop.gui.overlay import Overlay
from lowlight_desktop.gui.panel.right_panel import RightPanel
from lowlight_desktop.photo.errors import ReadError
from lowlight_desktop.photo.noise_level import NoiseLevel, PictureNoise
from lowlight_desktop.photo.recipe import Recipe
from lowlight_desktop.photo.region import Region
from lowlight_desktop.photo.stroke import Stroke
from lowlight_desktop.studio.live import Opened, Shown, Stage, Wish
from lowlight_desktop.studio.view import Frame, View

# Nearly every photo is open by then, and nobody sees the panel go gray and come back.
_GRAY_AFTER_MS = 250
_LARGE = 64.0
"""Times that a photo may be larger than the first look at it, of which only that is known."""


class Darkroom(QObject):
    """Joins canvas, panel and engine around one photo.

    Signals:
        opened: `Opened`: it can be edited now.
        open_failed: (Path, exception).
        given_up: Path: the user did not want to wait until it was read; none is shown now.
        left_unclean: Path: nor until it was clean; it is shown as it was.
        resumed: Path: it is being cleaned once more.
        failed: An exception: the picture cannot be made.
        left: Path: another photo is opened, or none.
        noticed: A sentence for the photographer.
        warned: (Path, `PhotoError`): it can be worked on, but something about it is lost.
        maps_known: The `NetworkMap`s that the networks at work declare.
        map_changed: Id of the map that is to lie over the photo from now on, or None.
    """

    opened, open_failed, given_up = Signal(object), Signal(object, object), Signal(object)
    left_unclean, resumed = Signal(object), Signal(object)
    failed, noticed, maps_known = Signal(object), Signal(str), Signal(tuple)
    left, map_changed, warned = Signal(object), Signal(object), Signal(object, object)

    def __init__(
        self,
        album: Album,
        live: LiveThread,
        glances: Glances,
        canvas: Canvas,
        panel: RightPanel,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._album, self._live, self._glances = album, live, glances
        self._canvas, self._panel = canvas, panel
        self._path: Path | None = None
        self._photo: Opened | None = None
        self._compare, self._peeks = Compare.OFF, False
        self._overlay = Overlay(canvas)
        self._has_brush = False
        self._camera: Frame | None = None
        self._shows_camera = False
        self._before: tuple[Frame | None, Frame | None] = (None, None)
        self._moved_label = ""
        self._asked: View | None = None
        self._unopened: Path | None = None
        self._left_unclean: Recipe | None = None  # whose cleaning the user did not wait for
        self._waiting = QTimer(self, singleShot=True, interval=_GRAY_AFTER_MS)
        self._waiting.timeout.connect(self._empty_panel)
        album.changed.connect(self._on_changed)
        glances.looked.connect(self._on_look)
        glances.glanced.connect(self._on_glance)
        glances.camera_found.connect(self._on_camera)
        live.opened.connect(self._on_opened)
        live.open_failed.connect(self._on_open_failed)
        live.given_up.connect(self._on_given_up)
        live.shown.connect(self._on_shown)
        live.found.connect(self._on_found)
        live.cleaning_given_up.connect(self._on_cleaning_given_up)
        live.failed.connect(self._on_failed)
        canvas.view_changed.connect(self._on_view)
        canvas.stroke_drawn.connect(self._on_stroke)
        panel.set_enabled(False)
        panel.recipe_edited.connect(self._on_edited)
        panel.settled.connect(self._on_settled)
        panel.brush_changed.connect(self._on_brush)

    @property
    def path(self) -> Path | None:
        """The photo that is open or being opened."""
        return self._path

    @property
    def photo(self) -> Opened | None:
        """What is known of it once it is open."""
        return self._photo

    def open(self, path: Path) -> None:
        """Show another photo: something at once, then the developed picture."""
        self._leave()
        self._path = path
        self._panel.set_waiting(on=True)
        self._waiting.start()
        self._canvas.set_badge(self.tr("Opening…"))
        self._show_thumbnail(path)
        looked = self._glances.look(path)
        # Where there is nothing to see yet, the look has both processors for itself.
        self._live.open(path, after=None if self._canvas.has_photo else looked)

    @Slot(object)
    def open_again(self, path: Path) -> None:
        """Open it, where nothing is open: its opening was canceled, or has failed."""
        if self._path is None:
            self.open(path)

    def reload(self) -> None:
        """Read the open photo again: its file is another one. The view stays, and the edits."""
        if self._path is not None:
            self._camera = None
            self._live.open(self._path)

    def close(self) -> None:
        """Show no photo."""
        self._leave()
        self._empty_panel()

    def _leave(self) -> None:
        self._panel.end_gestures()
        for path in (self._path, self._unopened):
            if path is not None:
                self.left.emit(path)
        self._path = self._photo = self._unopened = self._camera = self._asked = None
        self._left_unclean = None
        self._overlay.drop()
        self._before = (None, None)
        self._moved_label = ""
        self._canvas.clear()
        self._panel.set_brush(in_hand=False)
        self._live.close_photo()

    @Slot()
    def _empty_panel(self) -> None:
        self._waiting.stop()
        self._panel.show_photo(Recipe())
        self._panel.set_enabled(False)
        self._panel.set_waiting(on=False)

    def set_compare(self, mode: Compare) -> None:
        """Before and after: not at all, split, or side by side."""
        self._compare = mode
        self._canvas.set_compare(mode)
        self._ask()

    def set_peek(self, on: bool) -> None:
        """Show the original while a key is held."""
        self._peeks = on
        self._canvas.set_peek(on)
        if on:
            self._ask()

    def set_camera(self, on: bool) -> None:
        """Compare with the camera's own picture instead of the original."""
        self._shows_camera = on
        if on and self._camera is None and self._path is not None:
            self._glances.camera(self._path)
        self._show_before()

    def set_map(self, map_id: str | None) -> None:
        """Lay a network's map over the photo, or none."""
        if self._overlay.want(map_id):
            self.map_changed.emit(map_id)
            if map_id is not None:
                self._ask()

    def attend(self, place: tuple[float, float] | None) -> None:
        """Ask where the RAW network looks from a place (shares of the photo), or from none."""
        if self._overlay.attend(place):
            self._ask()

    def set_map_opacity(self, opacity: float) -> None:
        """How much of the photo the map covers, 0 to 1."""
        self._overlay.set_opacity(opacity)

    def show_recipe(self, recipe: Recipe, label: str) -> None:
        """One step for the open photo: a preset, pasted settings, a reset."""
        if self._path is not None:
            self._album.apply(self._path, recipe, label)

    def ask_again(self) -> None:
        """Make the picture anew, for example on another device; clean, where that is wished."""
        self._resume()
        self._ask()

    def _resume(self) -> None:
        if self._left_unclean is not None and self._photo is not None:
            self._left_unclean = None
            self.resumed.emit(self._photo.path)

    def _ask(self) -> None:
        if self._photo is None:
            return
        recipe = self._album.edit(self._photo.path).recipe
        if recipe != self._left_unclean:  # who only looks has canceled it all the same
            self._resume()
        self._asked = self._canvas.view()
        self._panel.set_measuring(on=self._left_unclean is None)
        wish = Wish(
            recipe=recipe,
            view=self._asked,
            is_fit=self._canvas.is_fit,
            compares=self._peeks or self._compare is not Compare.OFF,
            map_id=self._overlay.map_id,
            attended=self._overlay.attended(self._photo),
            is_left_unclean=self._left_unclean is not None,
        )
        self._live.ask(wish)

    @Slot(object)
    def _on_look(self, look: Look) -> None:
        if look.path == self._path and self._photo is None:
            self._show_look(look)

    @Slot(object)
    def _on_glance(self, glance: Glance) -> None:
        """A thumbnail may be there before the first look, and is better than nothing."""
        if glance.path == self._path and not self._canvas.has_photo:
            self._show_thumbnail(glance.path)

    def _show_thumbnail(self, path: Path) -> None:
        if (thumbnail := self._glances.thumbnail(path)) is not None:
            self._show_look(thumbnail)

    def _show_look(self, look: Look) -> None:
        height, width = look.rgb.shape[:2]
        self._canvas.exchange_photo(height, width, _LARGE if look.is_reduced else 1.0)
        self._canvas.show_base(Frame(look.rgb, Region.whole(height, width), is_proxy=True))
        self._canvas.set_badge(self.tr("Opening…"))

    @Slot(object)
    def _on_opened(self, photo: Opened) -> None:
        if self._photo is not None:  # the whole photo follows its draft
            self._photo = photo
            self._overlay.drop()
            self._canvas.exchange_photo(photo.height, photo.width, photo.reduction)
        else:
            self._begin(photo)
        self._panel.set_sensor(photo.can_clean, is_raw=photo.is_raw)
        if self._shows_camera and photo.is_raw:
            self._glances.camera(photo.path)
        self.opened.emit(photo)
        self._ask()

    def _begin(self, photo: Opened) -> None:
        self._album.know(photo.path, photo.sidecar)
        recipe = self._album.edit(photo.path).recipe
        # A look may be there already.
        self._canvas.exchange_photo(photo.height, photo.width, photo.reduction)
        self._photo = photo
        self._waiting.stop()
        self._panel.show_photo(recipe)
        self._panel.set_enabled(True)
        self._panel.set_waiting(on=False)
        self._canvas.set_limits(recipe.light.limits, visible=False)
        if photo.problem:
            self.warned.emit(photo.path, photo.problem)
        if photo.remark:
            self.warned.emit(photo.path, ReadError(photo.path, photo.remark))

    @Slot(object, object)
    def _on_open_failed(self, path: Path, error: Exception) -> None:
        if path == self._path:
            self._give_up(path)
        self.open_failed.emit(path, error)

    @Slot(object)
    def _on_given_up(self, path: Path) -> None:
        self._give_up(path)
        self.given_up.emit(path)

    def _give_up(self, path: Path) -> None:
        self.close()
        self._canvas.clear(self.tr("{0} is not open.").format(path.name))
        self._unopened = path  # until another one is turned to, that is what is told of

    @Slot(object, object)
    def _on_found(self, path: Path, noise: NoiseLevel | PictureNoise) -> None:
        if self._photo is not None and path == self._photo.path:
            self._panel.set_noise(noise)

    @Slot(bool)
    def _on_cleaning_given_up(self, is_unclean: bool) -> None:
        self._panel.set_measuring(on=False)
        if is_unclean and self._photo is not None:
            self._left_unclean = self._album.edit(self._photo.path).recipe
            self._canvas.set_badge(self.tr("Not cleaned"))
            self.left_unclean.emit(self._photo.path)

    @Slot(object)
    def _on_shown(self, shown: Shown) -> None:
        if self._photo is None:
            return
        if shown.gave_up:
            text = self.tr("{0} failed; the processor goes on.")
            self.noticed.emit(text.format(shown.gave_up))
        if shown.stage is Stage.BEFORE:
            if shown.before_base is not None:
                self._canvas.show_base(shown.before_base)  # the photo, until it is lit
            self._before = (shown.before_base, None)
            self._canvas.set_badge(self.tr("Lighting…"))
        else:
            self._show_after(shown)
        if shown.map is not None:
            self._overlay.show(shown.map, shown.wish, self._photo)
        if shown.histograms is not None:
            self._panel.set_histograms(*shown.histograms)
        # A photo that is being cleaned has the maps of its cleaning again in a moment.
        is_due = shown.is_waiting and is_of_cleaning(self._overlay.map_id)
        if shown.maps is not None and not is_due:
            self.maps_known.emit(shown.maps)
        if shown.judged is not None:
            self._panel.set_judged(shown.judged.target, shown.judged.curve)
        if shown.added is not None:
            self._panel.set_added(shown.added)
        if shown.noise is not None:
            self._panel.set_noise(shown.noise)
        if shown.damage is not None:
            self._panel.set_damage(shown.damage)
        if shown.before_base is not None:
            self._before = (shown.before_base, shown.before_detail)
            self._show_before()

    def _show_after(self, shown: Shown) -> None:
        if shown.base is not None:
            self._canvas.show_base(shown.base)
        if shown.detail is not None or shown.wish.is_fit:
            self._canvas.show_detail(shown.detail)
        visible = shown.detail or shown.base
        if visible is not None:
            # At rest, below 100 %, the picture is as good as the screen can show.
            is_draft = self._photo is not None and self._photo.is_draft
            rough = visible.is_proxy and (shown.stage is Stage.DRAFT or is_draft)
            at_rest = "" if self._left_unclean is None else self.tr("Not cleaned")
            self._canvas.set_badge(self.tr("Preview") if rough else at_rest)

    def _show_before(self) -> None:
        if self._shows_camera and self._camera is not None:
            self._canvas.show_before(self._camera, name=self.tr("Camera"))
        else:
            self._canvas.show_before(*self._before)

    @Slot(object)
    def _on_camera(self, picture: CameraPicture) -> None:
        if self._photo is None or picture.path != self._photo.path:
            return
        if picture.rgb is None:
            self.noticed.emit(self.tr("The camera left no picture of its own in this file."))
            return
        whole = Region.whole(self._photo.height, self._photo.width)
        self._camera = Frame(picture.rgb, whole, is_proxy=False)
        self._show_before()

    @Slot(object, object)
    def _on_failed(self, _wish: Wish, error: Exception) -> None:
        self._canvas.set_badge("")
        self.failed.emit(error)

    @Slot(object)
    def _on_view(self, view: View) -> None:
        if view != self._asked:  # a photo that has just come was asked for already
            self._ask()

    @Slot(object)
    def _on_changed(self, path: Path) -> None:
        if self._photo is not None and path == self._photo.path:
            recipe = self._album.edit(path).recipe
            self._panel.set_recipe(recipe)
            self._canvas.set_limits(recipe.light.limits, visible=self._has_brush)
            self._ask()

    @Slot(object, str)
    def _on_edited(self, recipe: Recipe, label: str) -> None:
        if self._photo is not None:  # the panel may still show the photo before
            merges = label == self._moved_label
            self._moved_label = label
            self._album.apply(self._photo.path, recipe, label, merge=merges)

    @Slot()
    def _on_settled(self) -> None:
        self._moved_label = ""

    @Slot(object)
    def _on_brush(self, brush: Brush | None) -> None:
        self._has_brush = brush is not None
        self._canvas.set_brush(brush)
        if self._photo is not None:
            limits = self._album.edit(self._photo.path).recipe.light.limits
            self._canvas.set_limits(limits, visible=self._has_brush)

    @Slot(object)
    def _on_stroke(self, stroke: Stroke) -> None:
        if self._photo is not None and _reaches(stroke, self._photo):
            recipe = self._album.edit(self._photo.path).recipe
            light = replace(recipe.light, limits=(*recipe.light.limits, stroke))
            self.show_recipe(replace(recipe, light=light), self.tr("Limit brush"))


def _reaches(stroke: Stroke, photo: Opened) -> bool:
    """Whether any of a stroke may lie on the photo."""
    longer = max(photo.height, photo.width)
    xs, ys = zip(*stroke.points, strict=True)
    return all(
        min(places) < 1.0 + stroke.radius * longer / length
        and max(places) > -stroke.radius * longer / length
        for places, length in ((xs, photo.width), (ys, photo.height))
    )
