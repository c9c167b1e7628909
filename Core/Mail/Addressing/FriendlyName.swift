/// Local parts that people can read out: `happy-tiger-42`. They can be guessed, so an address never is a secret.
enum FriendlyName {
    private static let adjectives = """
        able agile airy alert amber ample apt bold brave breezy bright brisk calm candid careful cheery civil clear clever cosy crisp curious \
        daring deft eager early easy fair fancy fast fine firm fluent fond frank free fresh gentle giddy glad golden good grand green happy \
        hardy hasty honest humble ideal jolly keen kind large level light lively loyal lucid lucky merry mild modest neat nimble noble open \
        patient plain polite proud quick quiet rapid ready rosy royal shiny silent simple smart smooth snug solid steady sunny swift tidy \
        upbeat vivid warm wise witty young zesty
        """.split(separator: " ").map(String.init)

    private static let animals = """
        adder albatross alpaca ant antelope badger bear beaver bee beetle bison boar buffalo camel carp cat cheetah cobra cod condor cougar \
        crab crane cricket crow deer dingo dolphin donkey dove duck eagle eel elk falcon ferret finch fox frog gazelle gecko goat goose \
        grouse gull hare hawk heron hippo horse hyena ibex ibis impala jackal jaguar kestrel kiwi koala lark lemur leopard lion lizard llama \
        lobster lynx magpie marmot marten mole moose moth newt ocelot octopus orca osprey otter owl ox panda panther parrot pelican penguin \
        pigeon pony puffin puma quail rabbit raccoon raven robin salmon seal shark sheep shrew skunk sloth snail sparrow squid stork swan \
        tapir tiger toad trout tuna turtle viper vole walrus wasp weasel whale wolf wombat wren yak zebra
        """.split(separator: " ").map(String.init)

    static func make(_ random: any RandomSource) throws -> String {
        let adjective = adjectives[try random.number(below: adjectives.count)]
        let animal = animals[try random.number(below: animals.count)]
        return "\(adjective)-\(animal)-\(10 + (try random.number(below: 90)))"
    }
}
