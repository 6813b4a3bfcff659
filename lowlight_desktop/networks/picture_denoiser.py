"""What networks share that find the noise of a developed picture and take it away.

* 2x2 pixels are folded into channels first, as in FFDNet (arXiv 1710.04026): a quarter of the
  work, four times the view.
* The network is told the level of the noise, of brightness and color apart, and answers in
  units of it: a photo without noise comes back as it was, and half precision does not band.
* What differs from its surroundings is shown to it in units of the noise too: with the picture
  alone, weak noise would have to be amplified a hundredfold, and is not learned.
* That reaches the last layer too, and all of it counts as noise at first: what the network
  learns is which of it was none.
* A small head reads the level from crops, for a photo of which nothing is known.
* What attention takes from the whole photo comes from a survey, crops from all over it: taken
  within a tile, it would differ from tile to tile.
"""

from dataclasses import dataclass
from typing import Protocol

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from lowlight_desktop.networks.blocks.noise_head import NoiseHead
from lowlight_desktop.networks.blocks.opponent import from_opponent, to_opponent
from lowlight_desktop.networks.blocks.recall import Note, Recall, Taking, known, of_each
from lowlight_desktop.photo.network_map import NetworkMap

FOLD = 2
"""Side of the squares of pixels that become channels."""
_PLANES = 3 * FOLD**2
SEEN = 2 * _PLANES + 2
"""Planes that the network sees: the picture, its fine detail in units of the noise, both levels."""
_MOST = 8.0  # units of the noise: what stands out more is no noise


class Sizes(Protocol):
    """What whoever cuts tiles must know."""

    @property
    def grid_px(self) -> int:
        """Tiles begin and end at multiples of this."""
        ...

    @property
    def reach_px(self) -> int:
        """How far a pixel's result can depend on its neighbors."""
        ...

    @property
    def halo_px(self) -> int:
        """How much is shown beyond the squares of the grid that a tile touches.

        What lies farther away changes nothing, or, where it would cost much, no pixel by 1e-5.
        """
        ...


@dataclass(frozen=True, slots=True, eq=False)
class DenoiserSurvey:
    """All that a region needs to know about the rest of the photo.

    Attributes:
        level: (B, 2) standard deviation of the noise in brightness and in color, of sRGB values in
            [0, 1].
        taken: What each attention has asked of the photo, in the order of the forward pass.
    """

    level: Tensor
    taken: tuple[Tensor, ...]


class PictureDenoiser(nn.Module):
    """`survey` sees crops of the photo, `render` any region of it.

    Args:
        width: Channels of what `features` gives.
        sizes: For whoever cuts tiles.

    Attributes:
        margin: The network is told so many times what its head finds: noise that is told too weak
            stays, told too strong texture goes with it (1.6 and 1.9 times: 44 real photos 38.66
            and 38.70 dB, clean ones 43.8 and 43.0 dB).
    """

    margin = 1.6

    def __init__(self, width: int, sizes: Sizes) -> None:
        super().__init__()
        self.sizes = sizes
        self.head = nn.Conv2d(width + SEEN, _PLANES, 1)
        self.noise_head = NoiseHead()
        assert self.head.bias is not None
        nn.init.zeros_(self.head.bias)
        with torch.no_grad():
            nn.init.normal_(self.head.weight[:, :width], std=0.03)
            nn.init.zeros_(self.head.weight[:, width:])
            nn.init.eye_(self.head.weight[:, width + _PLANES : -2, 0, 0])

    def features(self, seen: Tensor, recall: Recall, note: Note | None = None) -> Tensor:
        """What the network itself does.

        Args:
            seen: (B, `SEEN`, h, w).
            recall: What the photos are like.
            note: Told the spatial gates, one for each of `maps`.

        Returns:
            (B, width, h, w).
        """
        raise NotImplementedError

    @property
    def maps(self) -> tuple[NetworkMap, ...]:
        """The spatial gates that can be shown, in the order of the forward pass."""
        raise NotImplementedError

    def channel_gates(self, survey: DenoiserSurvey) -> tuple[Tensor, ...]:
        """Gates of channels that are weighed as wholes, (n,) in [0, 1], for the first photo."""
        raise NotImplementedError

    def level(self, crops: Tensor) -> Tensor:
        """The level of the noise, read from crops.

        Args:
            crops: (B, K, 3, H, W) sRGB in [0, 1], K crops from all over each photo.

        Returns:
            (B, 2) as in `DenoiserSurvey.level`.
        """
        with torch.autocast(crops.device.type, enabled=False):
            return self.noise_head(crops.float())

    def survey(self, crops: Tensor, level: Tensor) -> DenoiserSurvey:
        """Everything global, once for a photo.

        Args:
            crops: (B, K, 3, H, W) sRGB in [0, 1]; H and W multiples of `sizes.grid_px`.
            level: (B, 2) as in `DenoiserSurvey.level`, above 0.
        """
        taking = Taking(crops.shape[1])
        self._noise(crops.flatten(0, 1), of_each(level, crops.shape[1]), taking)
        return DenoiserSurvey(level, tuple(taking.taken))

    def clean(self, crops: Tensor, level: Tensor) -> Tensor:
        """Clean crops that are all that is known of their photos: for training.

        Args:
            crops: As for `survey`.
            level: As for `survey`.

        Returns:
            Like `crops`, float32, not clipped.
        """
        x, of_crops = crops.flatten(0, 1), of_each(level, crops.shape[1])
        noise = self._noise(x, of_crops, Taking(crops.shape[1]))
        return (x - noise).unflatten(0, crops.shape[:2])

    def render(self, x: Tensor, survey: DenoiserSurvey) -> Tensor:
        """Clean a part of the photo; depends on nothing but it and the survey.

        Args:
            x: (B, 3, H, W) sRGB in [0, 1]; H and W multiples of `sizes.grid_px`.
            survey: What is known of the whole.

        Returns:
            (B, 3, H, W) float32 sRGB, not clipped.
        """
        return x.float() - self._noise(x, survey.level, known(survey.taken))

    def spatial_gates(self, x: Tensor, survey: DenoiserSurvey) -> tuple[Tensor, ...]:
        """How far each place may pass.

        Args:
            x: As for `render`.
            survey: As for `render`.

        Returns:
            (B, h, w) in [0, 1] for each of `maps`, in the sizes of their levels; (B, 3, h, w) where
            it tells shares of three streams.
        """
        gates: list[Tensor] = []
        self._noise(x, survey.level, known(survey.taken), lambda gate: gates.append(gate.float()))
        return tuple(gates)

    def _seen(self, x: Tensor, level: Tensor) -> Tensor:
        """What the network is shown of a picture, (B, `SEEN`, H / 2, W / 2) float32."""
        level = level.float()
        told = (level * 255.0).log2()[:, :, None, None] / 4.0
        unit = level[:, [0, 1, 1], None, None]
        folded = F.pixel_unshuffle(x.float() - 0.5, FOLD)
        detail = F.pixel_unshuffle(to_opponent(x.float()), FOLD).unflatten(1, (3, -1))
        around = F.avg_pool2d(detail.mean(2), 3, 1, 1, count_include_pad=False)
        detail = ((detail - around[:, :, None]) / unit[:, :, None]).clamp(-_MOST, _MOST)
        return torch.cat(
            [folded, detail.flatten(1, 2), told.expand(-1, -1, *folded.shape[2:])], 1
        ).contiguous(memory_format=torch.channels_last)

    def _noise(self, x: Tensor, level: Tensor, recall: Recall, note: Note | None = None) -> Tensor:
        """The noise, (B, 3, H, W) float32."""
        seen, unit = self._seen(x, level), level.float()[:, [0, 1, 1], None, None]
        y = self.features(seen, recall, note)
        # The last layer makes color: in bfloat16 it would band.
        with torch.autocast(y.device.type, enabled=False):
            of_y, of_seen = self.head.weight.float().split([y.shape[1], SEEN], 1)
            # Two convolutions: joined first, both would be copied.
            noise = F.conv2d(y.float(), of_y, self.head.bias) + F.conv2d(seen, of_seen)
            return from_opponent(F.pixel_shuffle(noise, FOLD) * unit)
