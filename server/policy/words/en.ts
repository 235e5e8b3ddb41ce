/** Made by setup/words/make.ts from SCOWL: change its inputs, not this file. */
export const ENGLISH = `
  aardvark aback abacus abandon abide ablaze abnormal abound about above abreast abroad abrupt
  absence absolute absolve absorb absurd academic accept access accident accord accurate achieve
  acid acorn acoustic acquire acquit acreage acrobat acronym across acrylic action activate active
  actual acute adamant adapt adequate adhere adjacent adjourn adjust admire admit adoption adult
  advance advent adverse advise aerial aerosol affable affect afflict affront afield aflame afloat
  after again agenda agent aghast agile agitate agree ahead aircraft airline airmail airport ajar
  alarm albeit album alert algae algebra alias alibi align alkali allege allergic allocate allure
  almanac almond almost aloft along aloud alpha also always amateur amaze amber ambient amiable
  amiss amoeba amount amuse anagram analogue analysis analyst ancestor ancient android anecdote
  angel angst angular animal announce anomaly anorak another answer antenna anthem anxious anyhow
  anyone anything anywhere aorta apart appalled apparel appear appendix applause appoint approach
  approval approve apricot aquatic arcane archaic arena arguable argue argument arise aroma arrears
  artful article artisan artist artwork ascribe asleep aspect asphalt aspire assemble assume
  asterisk astound astute athlete atomic attach attend attic attitude attract audibly audience
  audio august aunt austere autumn avenge average aviator avocado await awaken aware awhile awkward
  awoke axiom azalea backbone backlog backward bacteria badge baggage bake balance balloon bamboo
  banal banana banjo bankrupt banter baroque barrel basement bashful basic bathroom bathtub beagle
  became because bedrock bedroom bedside bedtime been beeper before begin behalf behave behind
  behold belated believe belong beloved bench beneath benefit bestow between beware beyond bias
  bicycle bikini biplane birch biscuit bison bizarre blame blanket blast blatant bleach blemish
  blend bless blimp blink blossom blown blowout bluff blunder blurb bobcat bobsled bogus boil
  bologna bolster bonfire bonnet booklet bookshop boost border boredom borrow boss both bottle
  boulder bounce bouquet boxcar boyhood bracket branch bravado brave brazen breath bridal brief
  bristle broaden broken bronco bronze brooch brook brought brownie browse brush bubbly bucket
  buffalo bugle built bulbous bulk bulldog bulletin bullion bump bundle buoyant burden bureau
  burger burnish burnt bushel business butcher butler button buzzard bygone bypass byte cabaret
  cabbage cabinet caboose cacao cacti cactus cadence cadet caffeine cage cajole calcium calculus
  calendar calico calorie cameo camera campaign campus cancel candid canine cannot canteen canvas
  capable capital captain capture caramel caravan carbon careful careless cargo caribou carpet
  carrot cartoon carve cascade casual catfish catnap catwalk caveat cavern caviar ceiling cement
  census central ceramic chairman chalk chamber champion change channel chaos chaotic chapter
  chariot charm chassis checkup cheerful cheese chemical chemist cherish chestnut chew chicken
  child chirp choice chorus chosen chrome cinema cipher circa citizen civic civilian clasp classic
  clatter clause clever client cliff climb clinic closet closure clothe club cluster coastal cobalt
  cobra cockpit cocoa coconut cocoon coerce coexist coffee cognac coherent coincide college collide
  colon column come comfort comic comma commence comment commune compare compete complex comply
  compose comprise concave conceal concept concern concerto concise conclude concoct concord
  concrete concur condemn condense condone confide confirm confront confuse conifer conjure connect
  consent consider consist constant consult consume contact contain contend context continue
  contour contrive control convex convince cookie copious cordial cornea corridor corrode corrupt
  cortex cosmos cottage couch cougar count couple coupon courage courier coverage covet cowgirl
  coyote crackle cradle craft cramp crash crawl crayon creation creative creature credible credit
  crepe crevice crib cricket crimson crisis crisp criteria critic crochet crocus crowbar crucial
  cruise crunch crystal cubic cuddly cuisine cultural culture cunning curator curfew curious
  curtain custom cutback cuticle cycle cyclist cyclone cylinder cypress damage damp damsel danger
  darken darkness darling dash data datum daytime deadline debate debit debris debunk decade decent
  decibel decimal decision declare decline decorum deduct deed deepen default defeat defend defiant
  definite defrost defunct degrade degree delicate delight deliver delta deluge delusion demand
  demolish denial denim dentist depict deposit depress depth derail derive describe desire desktop
  despite detach detect detour detract devalue develop deviate device devious devoid devote
  diagonal diagram dialect dialogue diameter diamond diaper diesel diet differ digit dilate dilemma
  dioxide diploma direct disable disagree disarm disaster disavow disband discern disco discrete
  discus disdain disguise dislike dismiss disorder disposal dispute disrupt distance distort
  distress disturb diverge divert divisor divorce divulge doctor document dodge dodo dollar dolphin
  domain domestic dominant donate donation doorman dorsal dose double doubtful downhill dozen drag
  drama drastic drawback drawn dreadful dredge drench dribble drip dropout drove drum dryness dual
  dubious duchess duff dugout duke dumpster duplex durable duration during dutiful dwindle dynamic
  dynamo eager earshot eaten echo eclipse economic edge edict edition educate effort egotism
  eighteen eighth eject elapse elder eldest electric electron element elevate eleven elicit
  eligible elitism elusive embed emblem embrace emerald eminent emotion emperor emphasis employee
  empower emulate enable enclose encode endemic endless enforce engage engine engrave engross
  enhance enigma enlarge enlist enliven enormous enrich entail enter entitle entrant envelope
  envisage enzyme epic episode epsilon equal equate equation equine equinox equip erase erratic
  erupt escape esoteric essence estate esteem eternal ethical ethnic eureka evade evaluate evasion
  evasive event everyone evident evoke evolve exact exam exceed excel exchange excite exclude
  exempt exercise exhaust exhibit exit exotic expand expense expert expire explain explicit explode
  expose exposure extent extra extreme exude eyeball eyelash eyesight fabric facial fact faint
  fairness faithful falcon fallen fallout familiar famous fanfare farewell fatigue faucet feasible
  feature feeble feedback feet feline female fence fertile festival festive fetch fiasco fiction
  fidget fiesta fifteen fifth figure fillet film filter final finance finesse finish finite firefly
  fireman fiscal five fixable flag flannel flask flatten fleck fledged flew flexible flight flinch
  flip floral florist flour fluent fluid flush flux foam focus foliage fond footage football
  footnote forbid forcibly forearm forecast foresaw forever forfeit forgave forget forgiven forgone
  forlorn format formula fortune forum forward fountain fourteen fourth foyer fraction fragile
  frame frank frantic freeze fresh friend frighten fringe frog frolic frontal frown frozen frugal
  fruit fume function fungi fungus furnace further furthest fusion futile future gadget galactic
  gallop gamma garage garden garland garlic garment garnet garter gaseous gasket gasoline gasp
  gauze gave gazette gear gelatin gender generate generic generous genius genre gentle genuine
  gesture ginger giraffe girdle given glacial glacier glad glance glare glib glimmer glimpse glint
  global glorious glove glow glucose goatee goblet golden goldfish gondola goodbye goodness gopher
  gorgeous gorilla gotten goulash gourmet govern grab gradual grammar granola grant graphic
  grateful graven griddle grizzly grocer grotto ground group grouse growth grudge grumble guess
  guidance guide guinea guitar gulf gyrate habit hacksaw haircut hairdo halt halve hamlet hamper
  hamster hand hangout hanker happen hardback hardship hardware harmful harmless harness harpist
  harsh harvest hassle hasten havoc haywire hazard hazel hearten hectic heinous helium helmet
  helpful helpless heritage heroic heroism heron herself hesitate hexagon hiccup hidden high
  himself hint historic hoax hobble holdup honk hoof hooves hopeful hopeless horizon hormone hornet
  horribly horrific hotbed hotel hour however huge human humbly humdrum humorous hunch hundred
  hurtful husband husk hybrid hydrant hydrogen hyena hyphen iceberg icon ideal idiom idyllic igloo
  ignore iguana illegal image imagine imitate immature immense immune impair impasse imperial
  impish implant implicit implore impose impound imprison improve impulse inane inbred incident
  include income incur index indicate indices indict indigo indirect induce indulge inertia inexact
  infant inferior infield infirm inflame inflict influx info infuse inhabit inhale inherent inherit
  initial inkling inlaid inlet input insect insecure inside insist install instant instead instinct
  instruct intact intake integral intense interim intimate inverse invest inward iodine iota ironic
  island isolate issue italic itself jacket jagged jaguar janitor jargon javelin jawbone jazz jeans
  jerk jest jigsaw join jolly jolt jostle journal jovial joyful joyous jubilee judge juice jumbo
  jungle junior juniper junk justice karate kayak kennel kept ketchup keyboard keyhole keynote kick
  kimono kindness kindred kingdom kinship kiosk kitchen knee knife knob label lacquer lagoon
  landlord language lantern larvae laser lateral latex laugh launch lava lavish lawyer layout
  laziness leaflet learn leather lecture legend legible legume lemon length lenient lens leopard
  letdown lethal lettuce level lexical lexicon liable liaison license lichen lifetime likewise
  lilac lily limit linear lingo linkage liquid listen literate lithe lithium lizard loaves lobster
  locate location locust logic logo longish lookout loophole lore lost lounge louse lovable loyal
  luggage lumber lunar lyric machine madame made magazine magenta magic magnetic magnum magpie
  maiden mailbox mailman maintain major makeup mallard mammoth manage mandate mango manhole manhood
  mankind manpower mantle manual maple march marginal marital market marquee marriage marvel
  mascara mask massive matador material matrix matron mauve maximum maybe meander meantime measure
  mechanic median mediate medical medicine medieval megabyte melodic melon melt member memento memo
  menthol mention mentor menu merge merit mermaid message metaphor method metric metro mice microbe
  midnight midst midwife migrate mileage milk million mimic mindful mineral minimal minus miracle
  miser misfit mishap misled misplace misread mistake mixture model modern modicum modular module
  molecule molten moment monies monitor monopoly monsoon month moon morale moreover mosaic motivate
  motive motor mound movement movie mulch mule multiple mumble mundane mural murmur muscle museum
  music musket must mutate mutual myself myth naive name napkin narrate narrow natural nature
  nebula necktie needle negate negative neglect neither nephew nervous network neural neutron never
  newborn newcomer newton nickname ninth nitrate noble node noise nomad nominal nominee nonstop
  normal northern notable notation nothing notice noun nourish nova novel nowadays nowhere nuance
  nuclear nucleus nugget null numerous nurse nutmeg nylon oases oatmeal obscure observe obsolete
  obstruct obtain obvious occasion occur ocean octagon octopus offbeat offhand official offset
  often omega ominous omission omit once oneself ongoing onion onto onus opaque opera opinion
  opossum opponent oppose opposite optic optimum optional orange orbit orchard orchid ordeal
  organic orient origin osmosis ostrich ought outcome outdated outdid outdo outfit outgoing outgrew
  outlast outlaw outlive outlook outpost output outright outrun outset outside outward outweigh
  overcame overdid overdue overeat overflow overhead overlap overlook overran override oversaw
  overseas overtime overview oxen oxide oxygen oyster ozone package padlock pageant painful
  painless pair palace palm panacea pancake panda panic papaya paprika paradox parallel paranoid
  parent partake partner passport pasta pastel pastime pasture path patience patrol pattern payable
  payload payment payoff payroll peaceful peacock peanut pecan peculiar pedal pedantic pelican
  pelvic pencil pending penguin pensive perceive percent perform perfume perhaps period persist
  person persuade pertain pervade petunia phantom phase phoenix photo physical pianist piano
  piccolo picnic picture pigeon pigment pillow pilot pinch pioneer pipeline piranha piston pitfall
  pivotal pizza placard placate placid plain planet plasma plaster plastic plateau platform playpen
  pleasant please pleasure pliers plop plug plumage plummet plump plural plywood poach podium poem
  poetic polar polish polite polygon pompous pontoon pool popcorn popular populate pork portable
  portion position positive possess possibly postage postcard postman postpone potato potent
  pothole powder powerful practice prairie praise precede precise predict preempt prefab preface
  prefix prelude premium prepare presence press presto presume pretend pretext pretzel prevail
  prevent preview previous primal prince printout prior private probably problem process proclaim
  procure product proffer profile profit profound profuse program prohibit prolong promote prompt
  prone pronoun proof propel proposal propose prospect prosper protect protein protocol proven
  proverb provide proviso provoke prowl prudent public pudding pulse puma pumpkin puncture pungent
  pupil purchase pure purple purport pursue push puzzle pyramid python quantum quartet quartz queen
  quench quest quicken quintet quirk quiver quorum quota raccoon radar radiant radical radius
  ragtime railroad rainbow raisin ramble rampant ramrod random rapid rapport rather ratio rattle
  raucous ravine readable realism realm reborn rebuild rebuke recall recant receipt receive recess
  recipe recital reckon reclaim recluse recoup recover recruit recycle redefine redhead redraw
  redress reduce refer refine reflect reflex reform refrain refresh refund refusal refute regain
  regard regatta regimen regional register regret regular rehash rejoin relate relax relevant
  reliable reliant relic relief reload remark remember remind remodel removal remove rename renew
  renown reopen repaid replace replete replica reply reprint reptile request require reread resale
  rescue research resemble reserve reside resist resolve resort respect respond restful restore
  restrain restrict result rethink retire retrace retrieve return reunion reunite reuse revamp
  reveal revenge reverie revert revise revision revisit revival rework rewrite rhino rhubarb rhyme
  rhythm ribbon ridge rigid rigorous ripen risk rival robe robot robust rodent rodeo romance
  romantic romp rotate rotunda routine ruffle rummage rundown rupture rustic sack saddle sadness
  safari safe salami salesman saliva salute salvage sample sandwich sarcasm sardine satin satire
  sauna saunter sausage sawdust scamper scandal scarce scarf scarlet scarves scenario schedule
  scheme scholar school scope scratch screen script scroll scrub scuffle seafood seaport season
  seaweed second sect secular secure sedan sedate seepage seesaw seldom select self semantic
  seminar send senior sensible sentence sequence series serious servant serve session setback
  settle seventh several severe shadow shaken shall shampoo sharp shelter shelve shift shimmer
  shine shingle ship shortage should shout shovel show shrimp shrink shrivel shrug shudder shutdown
  sideways sierra sigma signal silent silicon silver similar simplex simply simulate sincere
  singular siren sister sixteen sixth sketch skillet skunk skyline slacken slang sleek slender
  slept slice slogan slouch slum smallish smart smash smile smooth smug snag snail sniff snipe
  snippet snooker snooze snuggle soccer social socket soda software sojourn solicit solid solo
  soluble solution solve somehow someone sometime sonata sonic soprano soup source southern space
  span sparkle sparrow spatula special species specific specimen spectrum speed spent sphere spider
  spike spinach spiral spittle splash splendid split splurge spoil spoken sponge sponsor spot
  sprang spread sprint sprout spruce sputter squalid squash squeeze squelch squint squirm stadium
  staff stamina stammer stance standard stank stardom startle starve static station statute staunch
  stealth steel stencil step stereo sterling steward stiffen stifle stilted stimuli stolen stomach
  stone stood stopgap storage strain strata strength stress strict stride strip striven strong
  struggle stuck student studio stumble stump stylish stylus subdue sublime submit subset subside
  subsist subtly suburb subvert succeed success succumb such sudden suede suffice suffix sugar
  suggest suitably sunburn sundae sundial sunken sunlight sunrise suntan superb superior suppress
  supreme surface surgeon surname surpass surplus surprise surround survival survive suspend
  sustain swab swagger swallow swamp sweeten swing swivel sworn symbolic syndrome synonym syringe
  system tabloid tackle taco tactful tadpole takeoff talent tallow tangent tankard tantrum tape
  target tariff tarnish taxable taxation taxi taxpayer teach teapot tedious teenage tell tempest
  tempt tendon tennis tenth tenuous tenure tepid terminal termini termite terrain tetanus textbook
  textile textual texture thankful thatch them theorem thermal thesis thimble think third thirst
  this those thousand thread threaten threw thrift thrill thrive throat thwart thyroid tiara ticket
  tiger timber timid tinker tinsel tiresome toast together toggle token told tolerate tomato
  tomorrow tonight took topaz torn torpedo torso total toughen toupee tourist toward track trade
  trample transit trapeze travel treason treasure treat trellis tremble triangle tribute trigger
  trinket triple tripod triumph trivia trouble trough trouser trumpet trunk truth tube tubular tuft
  tuition tulip tumult tuna tundra tuneful tunnel turbine turmoil turnip turnout tutor tuxedo twang
  twelfth twelve twice twiddle twinkle twist tycoon tying typeset typhoid typical ultimate ultra
  umbrella umpire umpteen unaware unbiased uncle uncommon undergo underlie undid undo unfair
  uniform unique unison unite universe unkind unknown unless unload unlock unmask unpack unpaid
  unread unruly unsafe unseen unset unstable unsure until untold unused unusual unveil unwanted
  unwise update upgrade upheld uphill upkeep uplift upon upside upstairs uptown upward urban usable
  usage useful useless usual utmost vacate vacation vacuum vain valid valuable value vanish
  variable variant various vast vector vehicle velvet veneer venture verbal verdict version versus
  vertical vessel video view village vintage viola violin virtual virtue visit visual vital vivid
  vocal vogue void voltage volume vowel voyage waffle waft wagon wallet walrus warmth warrant
  wasteful watch wealth weasel weekend weigh welfare western whatever wheel whenever whiten whole
  width window winter wipe wisdom withdraw within without wobbly wolf wolves wonder wondrous wooden
  workable workload workshop world worm woven wrap wrong yank yard yeast yellow yield yoga yolk
  young zebra zenith zero zigzag zoom
`
