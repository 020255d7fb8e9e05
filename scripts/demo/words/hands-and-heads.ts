import type { Topic } from './topic';

export const bread: Topic = {
    language: 'en',
    tags: ['baking', 'sourdough', 'bread', 'cooking'],
    slots: {
        loaf: ['a rye with caraway', 'the Tuesday white', 'a tin loaf', 'eight seeded rolls', 'a miche the size of a cushion', 'focaccia with too much oil'],
        starter: ['Bernard', 'the starter', 'my rye culture', 'Doughlores', 'the jar at the back of the fridge'],
        fault: ['a crust like slate', 'no ears at all', 'one tunnel, large enough to live in', 'a bottom the colour of coal'],
    },
    says: [
        'Baked {loaf} before sunrise. The street woke up by smell.',
        '{starter} doubled in four hours. I have never been prouder of anything I merely fed.',
        'Today: {loaf}, and {fault}.',
        'Eighty per cent hydration is a conversation, not a number.',
        'Forgot the salt. {loaf} is now very good for ducks (it is not good for ducks, do not feed it to ducks).',
        'A neighbour left flour on my doorstep with a note that only said “rye”. I feel seen.',
        'If your kitchen is cold, put the bowl in the oven with just the light on.',
        'Gave half of {starter} to a student. It is a lineage now.',
        'Nobody warns you that baking is mostly washing up.',
        'My grandmother’s recipe says “bake until done”. Four generations of shrugging.',
    ],
    adds: [
        'Butter, nothing else.',
        'Crumb shot never, crumb is private.',
        'The second one is for the fire brigade next door.',
        'Tomorrow: less water, more patience.',
        'It sang when it came out of the oven.',
    ],
    answers: [
        'Steam! More steam in the first ten minutes.',
        'I would eat {loaf} with {fault} any day.',
        'How old is {starter}?',
        'Could you share the formula? Percentages are fine.',
        'You made me hungry on a train.',
        'Longer in the fridge. Longer than that.',
    ],
};

export const code: Topic = {
    language: 'en',
    tags: ['programming', 'fediverse', 'opensource', 'accessibility', 'typescript'],
    slots: {
        thing: ['a date parser', 'the retry queue', 'our CSS', 'a 400-line function', 'somebody’s clever regex', 'the build', 'pagination'],
        cause: ['a time zone', 'a cache', 'one missing await', 'a comma', 'an assumption from 2011', 'a DNS record'],
        tool: ['EXPLAIN ANALYZE', 'a pencil', 'git bisect', 'the documentation', 'a walk', 'deleting it'],
    },
    says: [
        'Spent the day on {thing}. It was {cause}. It is always {cause}.',
        'Reminder that {tool} is a debugging tool.',
        'Deleted 900 lines from {thing} and everything got faster, including me.',
        'Code review is reading somebody’s letter and answering kindly.',
        'A test you have never seen fail is a rumour.',
        'Please put alt text on your diagrams of {thing}. And then ask whether you still need the diagram.',
        'Hot take: {thing} is a social problem.',
        'Shipped {thing} on a Friday. The pager has said nothing. I do not trust it.',
        'The best error message I met this week: “You probably wanted the other one.”',
        'Our instance runs on a laptop with a broken screen under a desk, and it has been up for 212 days.',
        'Names are hard, so I named it after what it does. Groundbreaking, I know.',
    ],
    adds: [
        'Fixed with {tool}.',
        'Write it down, future you is a stranger.',
        'I will give a talk about this and it will be called “Sorry”.',
        'No framework was harmed.',
        'Boosts welcome, corrections more so.',
    ],
    answers: [
        'It was {cause} here, too. Twice.',
        'Have you tried {tool}?',
        'I am stealing that sentence for our wiki.',
        'Counterpoint: sometimes {thing} is just tired.',
        'Strong agree, and thank you for the alt text.',
        'This saved me an afternoon. Thanks!',
    ],
    warnings: ['Tech talk', 'Long debugging story'],
};

export const books: Topic = {
    language: 'en',
    tags: ['books', 'bookstodon', 'reading', 'library'],
    slots: {
        book: ['a novel about lighthouse keepers', 'Middlemarch, again', 'a history of salt', 'poems in a language I half know', 'a detective story with no detective', 'a field guide to moss'],
        where: ['on the night train', 'in the bath', 'at the laundrette', 'under the big lamp', 'in one sitting', 'over five weeks'],
        seat: ['the library’s third-floor window', 'the green chair', 'a bench out of the wind'],
    },
    says: [
        'Finished {book} {where}. Sat still for a while afterwards.',
        'Started {book}. Forty pages in and somebody has already mislaid a horse.',
        'The second-hand shop had {book} with a stranger’s notes in pencil. I am reading both.',
        'Best place to read in town: {seat}. Do not tell anybody.',
        'Overheard in the library: “It is due on Thursday, but so am I.”',
        'A list of books I bought this month, in order of guilt: {book}.',
        'Book club chose {book}. There may be a schism.',
        'I have begun writing the date on the last page when I finish. {book}: today.',
    ],
    adds: [
        'Recommended with both hands.',
        'No spoilers, but the dog is fine.',
        'The translator deserves a statue.',
        'What should I read next?',
        'Three and a half tea bags out of four.',
    ],
    answers: [
        'Adding it to the pile. The pile groans.',
        'The middle part drags, but the last chapter!',
        'I read it {where} years ago and still think of the ending.',
        'Our library has two copies, both out. You did this.',
        'Try the audiobook, the reader is superb.',
    ],
    warnings: ['Spoilers for a book from 1871'],
};

export const town: Topic = {
    language: 'en',
    tags: ['trains', 'cycling', 'publictransport', 'city'],
    slots: {
        line: ['the 6:14', 'tram 3', 'the night train', 'the replacement bus', 'the last ferry', 'the branch line'],
        cause: ['leaves', 'a swan', 'a signal of unknown mood', 'somebody’s umbrella', 'an orchestra with double basses'],
        street: ['Canal Street', 'the ring road', 'the old viaduct', 'Station Square', 'the bridge'],
    },
    says: [
        '{line} is late because of {cause}. The whole carriage is on the swan’s side, and there is not even a swan.',
        'Took {line} to the end, just to see. There is a bakery.',
        'They have put a protected bike lane on {street}! I rode it twice, the second time to believe it.',
        'Conductor on {line}: “We thank you for your patience, which we have used up.”',
        'Counted bicycles on {street} this morning: 412 in an hour. Counted cars: louder.',
        'A child on {line} asked why trains do not get tired. Nobody in the carriage had an answer.',
        'The city wants to know what to do with {street}. The survey is open until Sunday, please fill it in.',
        'Someone plays the piano at the station every Thursday at six. I now miss my connection every Thursday at six.',
    ],
    adds: [
        'I would not trade it for a car.',
        'The window seat was free.',
        'Map lovers: link in my head, sorry.',
        'It rained sideways the whole way.',
        'More of this, everywhere.',
    ],
    answers: [
        'I was on it! Blue coat, third carriage.',
        '{cause}, of course. It was {cause} in spring, too.',
        'We need this on {street} as well.',
        'The piano player is the best thing about this town.',
        'Filled in the survey, thank you for the nudge.',
    ],
};
