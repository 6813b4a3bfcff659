"""From a run to `models/mirnet_light/`.

Light Fast, which it goes on from, is measured beside it: what is called Best must be better.
"""

from lowlight_desktop.engine.device import choose
from lowlight_desktop.engine.loading import Loaded, load
from lowlight_desktop.engine.model_store import find
from lowlight_desktop.networks.mirnet_light import MirnetLight
from lowlight_desktop.photo.model_card import ModelCard
from lowlight_desktop.training.flw_figures import light_figures
from lowlight_desktop.training.mirnet_light_page import mirnet_light_card, mirnet_light_page
from lowlight_desktop.training.publish_model import publish_model
from lowlight_desktop.training.publishing import Publication, averaged

NAME = "mirnet_light"


def publish_mirnet_light(order: Publication) -> None:
    """Publish the run `mirnet_light`; Light Fast is among the models.

    Raises:
        UsageError: If the run is missing, or not at its end.
        ModelError: If the checkpoint or Light Fast is damaged.
    """
    run = order.run(NAME)
    network = averaged(run)
    assert isinstance(network, MirnetLight)
    fast = load(find("light", "fast", order.models), choose("cpu"))

    def described(card: ModelCard, model: Loaded) -> tuple[str, str]:
        both = light_figures(model, order.data), light_figures(fast, order.data)
        page = mirnet_light_page(card, network, both, run, order.machine)
        return mirnet_light_card(card, network, both[0], run), page

    publish_model(
        network, order, described, name=NAME, title="MIRNet light", step="light", quality="best"
    )
