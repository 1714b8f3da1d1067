"""Contrast and completeness of the design tokens."""

from __future__ import annotations

import pytest

from views.kit.button_colors import Kind, button_colors
from views.kit.theme import Theme
from views.kit.tokens import THEMES, get_tokens

GROUNDS = ("canvas", "surface", "raised", "sunk")
PLAIN = ("ink", "soft", "faint")
ON_THEIR_WASH = ("accent", "good", "warn", "bad", "info", "violet")
PAIRS = (("accent_ink", "accent"), ("accent_ink", "primary_hover"), ("bad_ink", "bad"), ("tip_ink", "tip"))


def luminance(color: str) -> float:
    """Relative luminance as WCAG 2 defines it."""
    channels = [int(color[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(first: str, second: str) -> float:
    """The contrast ratio, 1 to 21."""
    light, dark = sorted((luminance(first), luminance(second)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_contrast_of_black_on_white_is_21() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)


def text_pairs(name: str) -> list[tuple[str, str, str]]:
    """What is written on what, with a name for the message."""
    tokens = get_tokens(name)
    colors = tokens.colors
    pairs = [(f"{text} on {ground}", colors[text], colors[ground]) for text in PLAIN for ground in GROUNDS]
    for tone in ON_THEIR_WASH:
        pairs.append((f"{tone} on its wash", colors[tone], colors[f"{tone}_wash"]))
        pairs.append((f"{tone} on surface", colors[tone], colors["surface"]))
    pairs += [(f"{text} on {ground}", colors[text], colors[ground]) for text, ground in PAIRS]
    pairs += [(f"avatar {tint}", text, fill) for tint, (fill, text) in tokens.avatars.items()]
    pairs.append(("ink on accent_wash", colors["ink"], colors["accent_wash"]))
    return pairs


@pytest.mark.parametrize("name", THEMES)
def test_text_has_the_contrast_that_the_theme_promises(name: str) -> None:
    wanted = get_tokens(name).contrast
    short = {
        what: round(contrast(text, ground), 2)
        for what, text, ground in text_pairs(name)
        if contrast(text, ground) < wanted
    }
    assert short == {}


def test_the_promise_is_seven_in_the_kiosk_and_in_high_contrast() -> None:
    assert [get_tokens(name).contrast for name in THEMES] == [4.5, 4.5, 7.0, 7.0]


@pytest.mark.parametrize("name", THEMES)
@pytest.mark.parametrize("kind", ["primary", "default", "quiet", "danger", "danger_fill"])
def test_a_button_can_be_read_in_every_state(name: str, kind: Kind) -> None:
    theme = Theme(get_tokens(name))
    surface = theme.color("surface")
    for hover, down in ((False, False), (True, False), (False, True)):
        fill, _line, ink = button_colors(theme, kind, enabled=True, hover=hover, down=down)
        ratio = contrast(ink.name(), (fill or surface).name())
        # A pressed button is seen for a moment only, and large text's ratio is enough for it.
        assert ratio >= (3.0 if down else 4.5), f"{name} {kind} hover={hover} down={down}: {ratio:.2f}"


@pytest.mark.parametrize("name", THEMES)
def test_themes_have_the_same_tokens(name: str) -> None:
    light, other = get_tokens("light"), get_tokens(name)
    assert set(light.colors) <= set(other.colors)
    assert set(light.sizes) <= set(other.sizes)
    assert set(light.type) <= set(other.type)
    assert set(light.radii) == set(other.radii)


def test_kiosk_is_made_for_fingers() -> None:
    kiosk = get_tokens("kiosk")
    assert kiosk.sizes["target"] >= 64
    assert kiosk.sizes["control_small"] >= 64
    assert min(size for size, _line in kiosk.type.values()) >= 18
    assert kiosk.minimum_weight >= 500


def test_an_unknown_theme_is_refused() -> None:
    with pytest.raises(KeyError):
        get_tokens("../secrets")


def test_no_motion_keeps_the_time_to_undo() -> None:
    still = Theme(get_tokens("light"), reduced_motion=True)
    assert (still.ms("fast"), still.ms("spinner")) == (0, 0)
    assert (still.ms("undo"), still.ms("skeleton_delay")) == (8000, 150)
