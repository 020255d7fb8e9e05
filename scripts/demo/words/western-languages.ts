import type { Topic } from './topic';

export const german: Topic = {
    language: 'de',
    tags: ['alltag', 'fedieltern', 'wandern', 'nahverkehr'],
    slots: {
        ort: [
            'am Deich',
            'im Hinterhof',
            'auf dem Markt',
            'im Regionalzug',
            'in der Stadtbücherei',
            'am Küchenfenster',
        ],
        ding: [
            'der Apfelkuchen',
            'das Lastenrad',
            'mein Regenschirm',
            'die Kaffeemühle',
            'der Nachbarskater',
            'die Strickjacke',
        ],
        wetter: ['Nieselregen', 'Nebel', 'die erste Kälte', 'Wind von vorn', 'überraschend viel Sonne'],
    },
    says: [
        'Heute {ort}: {wetter} und sehr gute Laune.',
        'Fundstück {ort}: {ding}. Wer etwas vermisst, möge sich melden.',
        'Wenn {ding} Gefühle hätte, wäre heute ein schwieriger Tag.',
        'Moin! {wetter}, trotzdem einmal rund um den See.',
        'Drei Sätze, die den Tag retten: Der Zug fährt. Der Kaffee ist heiß. {ding} ist wieder da.',
        'Ich habe {ort} eine Stunde lang gar nichts getan und kann es empfehlen.',
        'Die Kinder haben beschlossen, dass {ding} jetzt Herr Müller heißt.',
        'Im Chor gelernt: Leise singen ist schwerer als laut.',
    ],
    adds: [
        'Mehr weiß ich auch nicht.',
        'Bilder folgen.',
        'Und jetzt Suppe.',
        'Wer kommt mit?',
        'Es lebe das Gemeinwesen.',
    ],
    answers: [
        'Hier auch: {wetter}.',
        'Grüße an Herrn Müller!',
        'Das Rezept bitte, dringend.',
        'Genau so ging es mir {ort} auch.',
        'Danke, das hat mich zum Lachen gebracht.',
    ],
};

export const spanish: Topic = {
    language: 'es',
    tags: ['cocina', 'montaña', 'fotografía', 'barrio'],
    slots: {
        lugar: [
            'en la plaza',
            'camino del mercado',
            'en el refugio',
            'desde el balcón',
            'en la última parada',
        ],
        cosa: [
            'una tortilla enorme',
            'un gato naranja',
            'tres limones del vecino',
            'una radio antigua',
            'un mapa sin nombres',
        ],
    },
    says: [
        'Hoy {lugar} encontré {cosa}. No hago preguntas.',
        'Amanecer {lugar}. El silencio tenía color.',
        '¿Alguien más opina que {cosa} arregla casi cualquier lunes?',
        'La vecina del tercero toca el acordeón a las siete en punto. {cosa} y yo la escuchamos.',
        'Subimos con niebla y bajamos con sol. {cosa} nos esperaba abajo.',
        'He aprendido una palabra nueva: «petricor». Ahora solo falta que llueva.',
    ],
    adds: [
        'Qué gusto.',
        'Mañana, otra vez.',
        'Se aceptan recetas.',
        'El pan, bien tostado.',
        '¡Feliz domingo!',
    ],
    answers: [
        '¡Qué envidia!',
        'Con cebolla, siempre con cebolla.',
        'Yo también estuve {lugar}, qué casualidad.',
        'Precioso, gracias por contarlo.',
    ],
};

export const french: Topic = {
    language: 'fr',
    tags: ['lecture', 'vélo', 'cuisine', 'jardin'],
    slots: {
        lieu: ['au bord du canal', 'sous la verrière', 'dans le train de 7 h 12', 'au marché', 'sur le toit'],
        chose: [
            'un vieux vélo bleu',
            'des poires trop mûres',
            'un carnet à moitié plein',
            'une odeur de café',
            'un accordéon',
        ],
    },
    says: [
        'Ce matin {lieu} : {chose}, et puis plus rien. C’était parfait.',
        'J’ai réparé {chose} avec du fil et de la patience.',
        'Il paraît que {chose}, c’est démodé. Tant mieux.',
        'Petit bonheur du jour : {chose}, {lieu}.',
        'La bibliothèque ferme à 18 h, mais la bibliothécaire ferme les yeux.',
        'On m’a prêté {chose}. Je crois que c’est un message.',
    ],
    adds: [
        'Bonne journée à toutes et tous.',
        'Je dis ça, je ne dis rien.',
        'La suite demain.',
        'Avec un peu de beurre salé.',
    ],
    answers: [
        'Magnifique, merci !',
        'On dirait le début d’un roman.',
        'La même chose ici, {lieu}.',
        'Je prends les poires, je ferai une tarte.',
    ],
};
