"""Pass phrases for demo people: easy to type, made anew for each installation."""

import secrets

_LIST = (
    "acorn almond amber anchor apple apron arrow aspen autumn badge bamboo barley basket beacon beaver bellow "
    "birch bishop bonnet border bottle branch breeze bridge bronze bucket burrow butter button cactus candle "
    "canoe canvas carbon carpet carrot castle cedar cellar cherry chisel cinder circle clover cobalt coffee "
    "comet copper coral cotton cradle crane cricket crystal cypress dahlia daisy damson dapple desert domino "
    "donkey dragon drizzle easel echo elbow ember emerald engine falcon feather fennel ferry fiddle finch "
    "flannel flicker flint forest fossil fountain fox galaxy garden garlic ginger glacier goblet granite grape "
    "gravel guitar hammer hamlet harbor harvest hazel hedge helmet heron hollow honey hornet iceberg indigo "
    "island ivory jacket jasmine jigsaw juniper kernel kettle kitten ladder lagoon lantern lattice laurel lemon "
    "lentil lilac linen lizard lobster locket lotus magnet mango maple marble meadow melon mermaid mirror mitten "
    "monsoon mosaic muffin mustard nectar needle nettle nickel nimbus nutmeg oatmeal oboe ocean olive onion "
    "orbit orchard otter oyster paddle pantry paper parrot pebble pepper petal pewter pigeon pillow pine "
    "planet plum pocket poplar prairie prism puddle pumpkin quarry quartz quill rabbit radish raisin ramble "
    "raven ribbon river robin rocket rosemary saddle saffron sailor salmon sandal sapling satchel scarlet shadow "
    "shovel silver sparrow spindle spruce squirrel stable starling summit sunset syrup tablet tangle teapot "
    "thimble thistle thunder timber tinsel toffee topaz trellis tulip tundra tunnel turnip velvet violet violin "
    "walnut walrus wander weasel whistle willow window winter wombat yarrow yellow zephyr zigzag"
)
WORDS = _LIST.split()


def pass_phrase(words: int = 5) -> str:
    """That many words with hyphens between: about eight random bits a word."""
    return "-".join(secrets.choice(WORDS) for _ in range(words))
