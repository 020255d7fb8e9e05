import type { Topic } from './topic';

export const sky: Topic = {
    language: 'en',
    tags: ['astronomy', 'nightsky', 'stargazing', 'space'],
    slots: {
        object: [
            'Jupiter and three of its moons',
            'the Pleiades',
            'M31',
            'a thin crescent',
            'Saturn, tilted just so',
            'the space station',
            'two slow Leonids',
        ],
        place: ['the car park', 'behind the church', 'the hill', 'a kitchen window', 'the school roof'],
        cover: ['clouds', 'street lamps', 'smoke from a neighbour’s stove', 'my own breath'],
    },
    says: [
        'Caught {object} from {place} between two bands of {cover}.',
        'Showed {object} to eleven strangers at {place} tonight. Eleven times the same small gasp.',
        'It cleared at two in the morning, so here I am at {place}.',
        'Three nights of {cover}. The telescope has become furniture.',
        'A reminder that {object} does not care about your inbox.',
        'Dark adaptation takes twenty minutes and one car to ruin.',
        'My daughter drew {object} from memory. Better than my photo.',
        'Aurora alert for the north tonight, though I have learned to say “perhaps”.',
    ],
    adds: [
        'Minus four, no gloves, no regrets.',
        'Seeing 3/5, transparency lovely.',
        'Turn off one lamp tonight, as a present.',
        'Sketch to follow.',
        'The light left before this town had a name.',
    ],
    answers: [
        'Clouded out here. Enjoy it for both of us.',
        'What magnification?',
        'I saw {object}, too! Same time, other country.',
        'Please never stop doing the pavement astronomy.',
        'The gasp is the whole point.',
    ],
};

export const music: Topic = {
    language: 'en',
    tags: ['music', 'nowplaying', 'choir', 'synths'],
    slots: {
        piece: [
            'a Fauré requiem',
            'one chord, for nine minutes',
            'the slow movement',
            'an old ska record',
            'a lullaby in 7/8',
            'the B side',
        ],
        gear: [
            'a rescued Juno',
            'my aunt’s cello',
            'four borrowed trumpets',
            'a tape loop',
            'the upright with the sticky D',
        ],
        room: ['the church hall', 'a stairwell', 'our kitchen', 'an empty swimming pool'],
    },
    says: [
        'Choir sang {piece} in {room} tonight. The altos carried us, as ever.',
        'Repaired {gear}. It hums in B flat, so now everything I write is in B flat.',
        'Now playing: {piece}. Loudly. The neighbours have joined in.',
        'Recorded {gear} in {room}; the echo did all the work.',
        'Anyone near the river: we need one tenor and three chairs by Friday.',
        'Learned {piece} by ear and then found out it was somebody’s ringtone.',
        'The rehearsal broke down at bar 40 because of laughing.',
        'Practised scales for an hour. The cat left the house.',
    ],
    adds: [
        'Headphones recommended.',
        'The recording is rough and I love it.',
        'Free entry, cake by donation.',
        'It does not resolve. Neither do I.',
        'Encore: the same thing, faster.',
    ],
    answers: [
        'The altos always carry us.',
        'Is {gear} for sale? Asking for myself.',
        'I was in {room} when that echo came back. Goosebumps.',
        'I can bring two chairs and half a tenor.',
        'Please put this on a tape and post it to me.',
    ],
};

export const cats: Topic = {
    language: 'en',
    tags: ['caturday', 'catsofmastodon', 'dogs'],
    slots: {
        animal: [
            'Pixel',
            'the old cat',
            'Biscuit',
            'our three-legged tom',
            'the office dog',
            'Professor Mittens',
        ],
        place: [
            'on the router',
            'in the bread tin',
            'inside the sleeve of my good coat',
            'on the one document I need',
            'in a box half their size',
        ],
    },
    says: [
        '{animal} has been asleep {place} since Tuesday 🐈',
        '{animal} brought me a sock 🧦 It is not one of ours.',
        'Vet says {animal} is “robust”. {animal} has chosen to be flattered 😼',
        'Found {animal} {place} 📦 Left everything as it was, out of respect.',
        'Woken at five by {animal} explaining something important 🗣️',
        'Happy caturday from {animal}, who is {place} 🐾',
        'The whole family tried to move {animal} 👨‍👩‍👧‍👦 The whole family failed.',
        'New flag above the food bowl 🏴‍☠️ {animal} rules these waters.',
    ],
    adds: [
        '10/10 👩🏽‍🚀',
        'Send help (and treats).',
        'Nobody is allowed to cough.',
        'We have been reviewed.',
        '❤️‍🔥',
    ],
    answers: [
        'All hail {animal} 👑',
        'That is a legal sleeping place under cat law.',
        'Robust! 😹',
        'Please tell {animal} I said psspss.',
        'Mine is also {place}. Is there a meeting?',
    ],
};
