"""Right words that a frequency list from the web of 2006 is likely to lack, chosen and written down by us.

Technical and scientific terms, words of kitchen and household, contractions. Forms in -ise and -our follow
from `variants`. The corrector leaves a word that stands here alone and may
offer it; scoring does not read this list.
"""

from __future__ import annotations

__all__ = ["COINED"]

_WORDS = """
    ablate ablated ablates ablating adversarially affordance affordances afterward agentic
    agentically ai ain't aka algorithmic allowlist analytics anonymize ansatz antivirus api apis app
    approx apps aren't argmax argmin args async asynchronously attr attrs auditable autocomplete
    autodiff autoencoder autoencoders autograd automate autoregressive autosave autoscaling axe
    backdoor backend backends backfill backlight backlog backlogs backport backports backpressure
    backpropagate backpropagation backtrace backtracking backup backups bandwidth baseline baselines
    benchmark benchmarked benchmarking benchmarks bidirectional bijection bijections bijective
    biodiversity bioinformatics biomarker biomarkers bisimulation bitcoin bitmap bitmask bitmasks
    bitwise blacklist blockchain blockchains blog blogger bloggers blogging blogs bluetooth bookcase
    bookmark bookmarked bookshelf bool bootloader bootstrap bootstrapped bootstrapping bot botnet
    bots boyfriend breakfasts breakpoint breakpoints broadband browser browsers bruschetta buckwheat
    bugfix bugfixes buildable buildup bulleted bylaws bytecode bytecodes cacheable cached caching
    calc callable callback callbacks callee callees camcorder can't canonicalize cappuccino cargo
    carpool carsick cartilaginous catalog cd celebrity cf cfg changelog changelogs changeset
    chap chatbot chatbots checkbox checkboxes checklist checkout checkpointing checksum checksums
    chickpea chickpeas childcare chili chipset chunking ci ciabatta cilantro clade classpath cli
    clickable clickstream clipboard closeup cloud coarsening coauthor coauthors codebase codebases
    codec codecs codegen codomain colocated colorblind combinatorial commenter commenters commit
    committer committers composable compositional compostable computationally config configs
    configurable conflate conflates confounder confounders congestive constructor constructors
    contrastive convolution convolutional convolutions cookware coronavirus coroutine coroutines
    cosponsor couldn't couldn't've counterexample counterexamples counterfactual counterintuitive
    counterpart couscous covariate covariates covid coworker coworkers cpu cpus crate crates
    crossover crosswalk crosswalks crowdfunded crowdfunding crowdsourced crowdsourcing crypto
    cryptocurrencies cryptocurrency cryptographic cryptographically cryptography css ctx
    customizable cutoff cutoffs cyberattack cyberattacks cybersecurity cyberspace cython daemon
    daemons dapp dapps dashboard dashboards databank database databases dataflow dataframe
    dataframes datagram dataset datasets datatype datatypes daycare db deadlift deadlock deadlocks
    deallocate deallocated deallocation debug debugged debugger debuggers debugging decarbonization
    decentralized decoder decoders decompress decompressed decompression decorator decorators
    decouple decoupled decoupling decrement decremented decrypt decrypted decryption deduped
    deduplicate deduplicated deduplication deepfake deepfakes default defaults deforestation
    defragment denoise denoised denoiser denoising dependencies dependents deployable deprecate
    deprecated deprecates deprecating deprecation deprecations dept dereference dereferenced
    derivable deserialization deserialize deserialized designator desktop desktops destructor
    destructors deterministic deterministically dev devcontainer developer devnet devnets devs dict
    dictation dicts didn't diff diffeomorphism diffs diffusion dir dirs disambiguate disambiguated
    disambiguation discoverability discoverable discretization discretize discretized discretizing
    dishwasher disjoint distillation dns doc docs docstring docstrings doesn't don't doorbell
    doorbells downlink download downloadable downloaded downloader downloading downloads downsample
    downsampled downsampling downscaling downside downsides downstream downtime downtimes doxastic
    draggable dropdown dropdowns dropout drywall dysfunctional earbuds earplugs eco ecommerce
    ecosystem ecosystems ecotourism edamame eg eggplant eggplants eigenbasis eigenspace eigenvalue
    eigenvalues eigenvector eigenvectors elementwise email emailed emailing emails embed embedding
    embeddings emitter emitters emoji emojis emulator emulators encode encoder encoders encrypt
    encrypted encrypting encryption endian endianness endpoint endpoints ensemble enterprise
    entropic enum enumerable enums env epicardial epigenetic epistemics epoch epochs eq equilibria
    equivariance equivariant escaping espresso ethernet eval evals evaluator evaluators executable
    executables executor executors explainability explainable exploitability exploration
    extensibility extensible extrapolate extrapolated eyewitness facepalm factorize factorizes
    failover fallback fallbacks fanfare farmland federated feedforward fermion fermions fetchable
    fiberglass fidget fig figs filename filenames filesystem filesystems finetune finetuned
    finetunes finetuning firepit firetruck firewall firewalls firmware flashback flashcard flatbread
    flatmate flowchart flowcharts foldable foodie footage footer footers footprint forklift
    formatter formatters framebuffer framework frameworks freelance freelancer freelancers freezer
    fridge fridges frontend frontends frontmatter fulltime func funcs functor fuzzer fuzzing
    galactic gameplay garbanzo gemination generalizability generalizable generative genomic genomics
    geolocation geopolitical geospatial gif girlfriend gluten glyphs gnocchi goroutine goroutines
    gossip gpu gpus granddad grandma grandpa grayscale greenhouse greenspace gridlock griefing
    groundtruth groundwater guac guacamole gui guideline guidelines gym gyms hackathon hackathons
    hackers hadn't halloumi hallucinate hallucinates handcrafted handheld handler handlers handset
    handwashing hardcode hardcoded hardcoding hardcover hashed hashes hashing hashmap hashtag
    hashtags hasn't haven't hayloft he'd he'll he's headcount header headers headlamp headlamps
    headset headsets healthcare heatmap heatmaps heatwave heatwaves here's heteroscedastic heuristic
    heuristics highlighter homepage homeschool homeschooling homomorphism hostname hostnames hotfix
    hotspot hotspots how's html http https hummus hyperlink hyperlinks hyperparameter
    hyperparameters hyperplane hypertext i'd i'll i'm i've iceberg id ide idea idempotency
    idempotent identifier identifiers ids idx ie immersive immutability immutable impl implementable
    implementer implementers implementor implementors impls importable inbox inboxes incentivise
    incentivises incentivize incentivized incentivizes incentivizing incl indexable inequivalent
    inference inferences infilling infimum influencer influencers infographic infographics
    informatics init initializer initializers injective inlay inline inlined inlining inpainting
    inpatient inputs instantiate instantiated instantiates instantiating instantiation
    instantiations int interferometer interop interoperability interoperable interpolate
    interpretability interpretable interquartile intranet invariance invariant invariants ip
    ischemia ischemic isn't isomorphism it'd it'll it's iterable iterables iterator iterators
    jalapeno javascript joystick jpeg json jupyter kale kayak kayaks keccak keyboard keyframe
    keyframes keynote keypad keypoint keypoints keystroke keystrokes keyword keywords kickstart
    kickstarter kilobyte kilobytes kilowatt kilowatts kimchi knockdown kwargs landfill landfills
    laptop laptops latencies latency latte lattes layout layouts leaderboard leaderboards
    learnability learnable leftover leftovers legroom lemmatization len let's lib libc lidar
    lifecycle lifecycles lifelong lifetimes lightbulb lightbulbs lightsaber lightweight likert
    linter linters linting lints literals livelihood livestream livestreaming localhost lockdown
    lockdowns lockfile login logins logistic logit logits logoff logout lookahead lookup lookups
    lossless lossy lowercase lowercased luddite ma'am macchiato macro macros mainframe mainnet
    mainstream malware markdown marketplace marketplaces markup mashup matcher matchers
    mathematically matplotlib maximally memoization memoize memoized mempool merchandising metadata
    metagenomics metaheuristic metalinguistic metaprogramming metaverse methodological microbial
    microbiome microbiomes microbrewery microchip microcode microcontroller microcontrollers
    microdata microfinance microplastic microplastics microservice microservices middleware mightn't
    millisecond milliseconds mindset mindsets minibatch minification minified minifigure minimal
    minimax misaligned misalignment misc misclassification misclassified misconfiguration
    misconfigured mislabeled mitigations mocap mockup mockups modal modular modularity mom moms
    monorepo monorepos motherboard mousepad mozzarella msg msgs multicast multicore multigrain
    multilateral multilayer multilingual multimedia multimodal multimodality multinomial multiplayer
    multiprocess multiprocessing multiprocessor multitasking multithread multithreaded
    multithreading multivariate mustn't mutability mutable mutate mutator mutators mutex mutexes
    namespace namespaces nanny nanoparticle nanoparticles nanoscale nanosecond nanoseconds
    nanotechnology nanotube nanotubes needn't netbook netizen netizens neural neurodegenerative
    neuroimaging neuron neurons neuroscience neuroscientist neuroscientists newline newlines
    newsfeed nightlife nonconvex nondeterminism nondeterministic nonempty nonlinearities
    nonlinearity nonprofit nonprofits nontrivial nonzero notebook notebooks nullable numpy
    nutritionist o'clock oatmeal observability offchain offline offloading offset offsets offsite ok
    okay omnichannel onboard onboarding onchain oncology online onscreen ontologies ontology opcode
    opcodes opensource optimizer optimizers orchestrator orchestrators orthogonal orthogonality os
    outlier outliers outpatient outperform outperformed outperforming outperforms outreach outsource
    outsourced outsourcing overfit overfits overfitted overfitting overflows overhead overheads
    overlay overlays overparameterized overridden override overrides overriding oversample
    oversampling overwrite overwrites overwriting overwritten packager packagers packaging pageview
    pageviews paintball pandemic pandemics panini paperclip parallelism parallelization parallelize
    parallelized parallelizes param parameterization parameterize parameterized parametric
    parametrization parametrize parametrized params parcellation parmesan parser parsers parsing
    passcode passphrase passthrough password passwords pathfinding pathogenic payload payloads
    paywall pdf perceptron perceptrons performant permalink permissionless perplexity
    personalization personalize personalized pesto phishing photocopier photogrammetry photonic
    photonics pickleball pickup pinpoint pipeline pipelined pipelines pipelining pipenv pita pixel
    pixels placeholder placeholders plaintext plugin plugins podcast podcasts pointwise polyfill
    polymorphic polymorphism polynomial polynomials popup popups postdoc postdoctoral posteriori
    postpone postprocessing potluck potlucks pr prebuilt precompile precompiled precompiles
    precompute precomputed precondition preconditions preconfigured predefined prefetch prefetched
    prefetching prefill preimage preinstalled preload preloaded preorder prepaid prepend prepended
    prepending prepends preprint preprints preprocess preprocessed preprocessing preprocessor
    preschool pretrain pretrained pretraining priori prioritise prioritised prioritises
    prioritization prioritize prioritized prioritizes prioritizing proactively probabilistic
    profiler profilers profiling programmatic programmatically proofread proofreader proofreading
    prosciutto prover provisioned proxies proximal prs pseudocode pseudorandom ptr pubkey pyproject
    pytest pytorch quantile quantiles quantization quantize quantized qubit qubits queryable queue
    queued queues queuing quinoa ram ramen randomization randomize randomized ranker ransomware
    raster ratatouille reachability readability readme readout readouts realtime rebase rebased
    rebasing reboot rebooted reboots recency recommender recommenders recompile recompiled recompute
    recomputed recomputing reconfigurable reconfigure rectifier recursion recursive recursively
    recyclable recyclables redesign redesigned redesigning redirect redirected redirects ref
    refactor refactored refactoring refactors reformat reformatted reformatting refresher refs regex
    regexes regularization regularize regularized regularizer reimplement reimplementation
    reimplemented relevance relocatable remap remapped remapping remarketing rename renamed renames
    renaming renewables reparameterization replay replayed replays repo repos reposition repository
    reproducibility reproducible reproducibly req reranker reranking rerouted rerun rerunning res
    resampled resampling rescale rescaled resend resends resettable resizable resize resized resizes
    resizing resolvable resolver resolvers resp respawn responders restful resubmit resubmitted
    retarget retina retrain retrained retraining retried retries retrofit retry retrying reusability
    reusable reuse reused reuses reusing revalidate revalidation reversion rewatch rewrite rewrites
    rewriting rewritten riverbank riverbanks roadblock roadmap roadmaps roadside robocall robotic
    robotics rollback rollbacks rollout rollouts rollup rollups rom rooftop rooftops rootkit
    roundtable roundtrip router routers runnable runtime runtimes runway saliency salsa
    sandbox sandboxed sandboxes sandboxing scalability scalable scalar scalars scatterplot scheduler
    schedulers schema schemas schemata scipy screencast screenplay screenshot screenshots scripting
    scrollable scrollbar sdk seamless searchable seatbelt seatbelts seaweed sec segfault
    segmentation selfie selfies semantically semaphores semiconductor semiconductors serializable
    serialization serialize serialized serializer serializes serializing serverless setter setters
    setup setups setuptools shader shaders shan't shapefile shard sharding shards shareable she'd
    she'll she's shortcoming shortlist shortlisted should've shouldn't shoutout sidebar sidebars
    sidecar signage simulator simulators singleton singletons sinogram sippy sitemap skateboarding
    sklearn slideshow slideshows smartphone smartphones smartwatch snack snacks snapshot snapshots
    snippet snippets snowboard snowboarding socioeconomic softmax software solver solvers somebody's
    someone's sourdough spacetime spam spammer spammers spamming sparsity spatiotemporal spec specs
    speedup speedups spellcheck spellchecker spoiler spoilers spreadsheet spreadsheets spyware sql
    src sriracha ssl stablecoin stablecoins stacktrace staging stakeholder stakeholders staker
    stakers staking standalone startup startups stateful stateless staticmethod stdin stdlib stdout
    stepdad stepmom stochastic stochasticity storyboard storyline storylines str streaming
    streetlight stringified stringifies stringify struct structs stylesheet stylesheets subclass
    subclassed subclasses subclassing subdirectories subdirectory subdomain subdomains subfolder
    subfolders subgraph subgraphs submodule submodules subnet subnets subprocess subprocesses
    subproject subprojects subroutine subroutines subsample subsampled subsampling subsection
    subsections subsequence subsequences subset subsets subspace subspaces substring substrings
    subtask subtasks subtree subtrees subtype subtypes subword subwords sunblock sunscreen
    sunscreens superclass superclasses supercomputer supercomputers superposition superset supersets
    supervised supremum surjection surjective sushi sustainability swipe switchable sycophancy
    sycophantic symlink symlinked symlinks symmetries synthesizer tablet takeaway takeaways takedown
    takeoff takeout talkback tapas tarball tarballs taxonomies tcp teapot teleconference telehealth
    telemetry teleportation temp templated templating tensor tensorflow tensors terabyte terabytes
    teriyaki terminology testable testbed testbeds testnet testnets texting texture textured that'd
    that'll that's there'd there'll there's thesaurus they'd they'll they're they've threadpool
    threshold thresholding thresholds throughput throughputs thumbnail thumbnails timeframe
    timeframes timeline timelines timeout timeouts timestamp timestamped timestamps timestep
    timesteps tiramisu tls tmp toddler toddlers tofu toggle toggled toggles toggling tokenization
    tokenize tokenized tokenizer tokenizers tokenizing toolbar toolbars toolbox toolchain toolchains
    toolkit toolkits toolset tooltip tooltips topological toric tortilla tortillas touchpad
    touchscreen touchscreens traceability traceback tracebacks trackpad tradeoff tradeoffs
    transcoding transcriptome transformative transformer transformers transgender transistor
    transistors transpile transpiled traversable treehouse triage triaged triaging trie tries
    troubleshoot troubleshooting truncate truncated truncates truncating truncation trustless
    trustworthiness tuple tuples tutorial tutorials tweet tweeted tweeting tweets tx typechecker
    typo typos udp ui umami unallocated unambiguously unary unavailability unbiased unbounded
    uncached uncategorized unchecked unclassified uncommented uncompressed unconstrained undecidable
    undefined underexplored underfit underfitting underflow underlay underrepresented underscore
    underscores underspecified undirected undo undocumented unencrypted unhandled unicode unified
    unimodal uninitialized uninstall uninstalled uninstalling unintuitive unionize unittest
    unittests univariate unlabeled unlabelled unlink unlinked unlock unlockable unmaintained
    unmodified unmute unnormalized unobserved unoptimized unordered unpack unpacked unpacking
    unparsed unpatched unprivileged unpublished unread unregistered unreleased unresolvable unsafe
    unsaved unscheduled unset unsigned unsolicited unspecified unstaged unsubscribe unsubscribed
    unsubscribing unsupervised unsupported untar untested untracked untrusted untyped unused
    unverified unversioned unwrapped unzip unzipped updater updaters upfront upgradable upgradeable
    uplink upload uploaded uploader uploading uploads uppercase uppercased upsample upsampled
    upsampling upscale upscaled upside upsides upskilling upstream upstreamed uptime uptimes url
    urls usability usable usb username usernames userspace utf ux validator validators vape vaping
    var vars vectorization vectorize vectorized vegan vegans veggie veggies verifiability verifiable
    verifiably verifier verifiers versioned versioning vertices viewport viewports virtualenv
    virtualization virtualized visualisation visualization visualizations visualize visualized
    visualizer viz vlog vlogger vm vms voicemail voicemails voxel voxels voxelwise vs walkthrough
    walkthroughs wasm wasn't waveform waveforms wavefunction wavelength wavelet wavelets we'd we'll
    we're we've web webcam webcams webhook webhooks webinar webinars webpage webpages website
    websites weekday weekdays weeknight weeknights wellbeing weren't what'll what's when's where's
    whistleblower whistleblowers whitelist whitelisted whitelisting whitepaper whitespace
    whitespaces who'd who'll who's why's wideband widget widgets wifi wiki wildcard wildcards
    wireframe wireframes won't woodshed workaround workarounds workflow workflows workload workloads
    workplace workplaces workspace workspaces workstation workstations worldview would've wouldn't
    wraparound wrapper wrappers writable xml y'all yaml yoga yogurt you'd you'll you're you've
    zeroth zipped zoning zooming zucchini
"""
COINED = frozenset(_WORDS.split())
