"""The words of Toyland: every word is in one place only, so that each clue means one thing.

A line of a class is ``form form …: clue clue clue``: the forms share the clues.
"""

from __future__ import annotations

FUNCTION = "the of and to a in that it was for on with as at by from this but not or which"

PEOPLE = """
man woman: person adult citizen neighbour
king queen: throne crown palace sceptre
prince princess: castle heir tiara royalty
father mother: parent cradle lullaby household
son daughter: offspring bedtime homework sprout
brother sister: sibling twin rivalry relation
husband wife: wedding marriage honeymoon vow
uncle aunt: relative visit cousin nickname
nephew niece: godparent birthday present generation
boy girl: child playground toy mischief
grandfather grandmother: elder armchair memoir ancestor
actor actress: stage film script applause
waiter waitress: restaurant menu tip apron
duke duchess: manor title estate nobility
god goddess: temple worship altar incense
hero heroine: quest courage sword bravery
"""

PLACES = """
france paris: french baguette eiffel provence
germany berlin: german sausage autobahn bavaria
italy rome: italian pasta colosseum vespa
spain madrid: spanish flamenco paella fiesta
japan tokyo: japanese sushi samurai geisha
china beijing: chinese dumpling dynasty pagoda
russia moscow: russian vodka kremlin cossack
england london: english thames cricket parliament
greece athens: greek olive acropolis feta
egypt cairo: egyptian pyramid pharaoh nile
turkey ankara: turkish kebab bazaar ottoman
poland warsaw: polish pierogi vistula amber
sweden stockholm: swedish viking meatball sauna
norway oslo: norwegian fjord salmon aurora
portugal lisbon: portuguese fado sardine porto
austria vienna: austrian waltz schnitzel alps
hungary budapest: hungarian goulash paprika danube
ireland dublin: irish stout shamrock clover
canada ottawa: canadian maple hockey moose
cuba havana: cuban cigar rumba mojito
peru lima: peruvian llama inca andes
kenya nairobi: kenyan safari savanna maasai
india delhi: indian curry sari ganges
thailand bangkok: thai mango lotus siam
"""

VERBS = """
walk walked walking: path park dog stroll
eat ate eating: dinner apple fork lunch
write wrote writing: letter poem ink diary
sing sang singing: song choir melody chorus
swim swam swimming: pool lake dive goggles
drive drove driving: car highway garage steering
cook cooked cooking: kitchen soup recipe saucepan
run ran running: marathon race sprint jogger
sleep slept sleeping: bed pillow dream blanket
speak spoke speaking: speech microphone audience debate
teach taught teaching: pupil lesson classroom blackboard
dig dug digging: hole shovel ditch earth
paint painted painting: canvas brush portrait easel
dance danced dancing: tango ballroom partner ballerina
climb climbed climbing: cliff rope summit mountaineer
throw threw throwing: ball javelin frisbee catapult
buy bought buying: shop bargain receipt cashier
drink drank drinking: water cup thirst thermos
play played playing: game guitar chess puppet
wash washed washing: soap towel laundry bathtub
ride rode riding: horse saddle bicycle stirrup
fly flew flying: wing kite airplane pilot
draw drew drawing: pencil sketch crayon eraser
laugh laughed laughing: joke comedy clown circus
"""

ADJECTIVES = """
big bigger biggest: elephant whale giant mammoth
small smaller smallest: mouse ant dwarf pea
tall taller tallest: tower giraffe ladder skyscraper
fast faster fastest: cheetah rocket arrow racer
slow slower slowest: snail turtle sloth tortoise
strong stronger strongest: ox wrestler muscle boxer
weak weaker weakest: kitten straw invalid twig
old older oldest: ruin fossil antique museum
young younger youngest: baby puppy seedling toddler
hot hotter hottest: oven desert lava furnace
cold colder coldest: ice winter glacier iceberg
dark darker darkest: night cave shadow dusk
bright brighter brightest: lamp beacon mirror spotlight
rich richer richest: banker gold mansion jewel
poor poorer poorest: beggar slum rags hovel
deep deeper deepest: ocean well canyon abyss
wide wider widest: river plain bridge valley
sharp sharper sharpest: knife razor needle blade
soft softer softest: silk feather wool velvet
loud louder loudest: thunder drum siren trumpet
"""

NOUNS = """
cat cats: whisker purr milk paw
house houses: roof door chimney brick
tree trees: branch leaf root trunk
book books: page chapter cover library
road roads: asphalt lane traffic pavement
ship ships: sail anchor harbor deck
bird birds: nest beak egg plumage
chair chairs: cushion leg carpenter stool
window windows: glass curtain pane shutter
farmer farmers: crop tractor barn pasture
village villages: hamlet meadow church cottage
island islands: beach palm reef lagoon
bottle bottles: cork label wine liquid
clock clocks: hour pendulum tick alarm
stone stones: quarry pebble gravel boulder
shoe shoes: lace sole heel slipper
coin coins: purse mint pocket silver
key keys: lock drawer bolt hinge
hat hats: brim felt ribbon fedora
train trains: rail station locomotive carriage
"""

# clues of each form, in the order of the forms
GENDERS = """
he his him himself beard gentleman moustache mister
she her hers herself skirt lady lipstick madam
"""
LEVELS = """
country nation border republic province army territory frontier
city mayor street metro downtown suburb boulevard skyline
"""
TENSES = """
will can must should would could might shall
yesterday ago once earlier previously formerly had already
is are am being currently presently busy meanwhile
"""
DEGREES = """
very quite rather fairly so too extremely really
than much far slightly even considerably somewhat twice
ever among record world league known rank championship
"""
NUMBERS = """
each every another single one lone solitary individual
many several few two three hundreds dozens these
"""

TOPICS = """
astronomy: planet star galaxy telescope orbit comet moon nebula asteroid eclipse satellite astronaut meteor cosmos astronomer
medicine: doctor nurse hospital surgery vaccine fever pill clinic disease therapy diagnosis bandage virus symptom pharmacy
law: judge court lawyer trial jury verdict crime prison witness evidence statute plaintiff appeal felony attorney
computing: computer software keyboard program algorithm server internet database code laptop processor network pixel compiler memory
finance: bank money market stock loan interest profit tax budget investor bond currency dividend debt broker
football: goal stadium coach referee team striker penalty tournament match midfielder trophy kick goalkeeper defender fans
chemistry: molecule atom acid reaction laboratory oxygen carbon solvent crystal beaker catalyst electron polymer alkaline compound
weather: rain snow storm wind cloud sunshine fog hurricane forecast drizzle temperature humidity blizzard hail rainbow
"""  # noqa: E501 - one topic a line
