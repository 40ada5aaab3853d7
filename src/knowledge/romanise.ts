/** A rough Latin skeleton of any word, so that "shto delat" meets "что делать". It is never shown. */

const pairs = (from: string, to: string) => {
  const romans = to.split(' ');
  return Array.from(from, (letter, at): [string, string] => [letter, romans[at] ?? '']);
};

/** One letter each, as people type without their own keyboard; `-` stands for nothing. */
const ROMAN = new Map([
  ...pairs('абвгдежзиклмнопрстуфхцчшщъыьэюяєіў', 'a b v g d e j z i k l m n o p r s t u f x c ch sh sh - i - e iu ia ie i u'),
  ...pairs('აბგდევზთიკლმნოპჟრსტუფქღყშჩცძწჭხჯჰ', 'a b g d e v z t i k l m n o p j r s t u p k g g sh ch c dz c ch x j h'),
  ...pairs('աբգդեզէըթժիլխծկհձղճմյնշոչպջռսվտրցւփքօֆ', 'a b g d e z e e t j i l x c k h dz g ch m i n sh o ch p j r s v t r c u p k o f'),
  ...pairs('ابتثجحخدذرزسشصضطظعغفقكلمنهويءپچژگ', 'a b t s j h x d z r z s sh s d t z - g f g k l m n h o i - p ch j g'),
]);

/** Spellings of one sound. */
const SPELLING = /kh|gh|zh|dj|ts|tz|[ywq]/g;
const SOUNDS: Readonly<Record<string, string>> = { kh: 'x', gh: 'g', zh: 'j', dj: 'j', ts: 'c', tz: 'c', y: 'i', w: 'v', q: 'g' };
const DOUBLED = /(.)\1+/g;

/** Digits that stand for letters inside a word: Arabic 3 7 5 2 9, Russian 4 6. */
const DIGITS: Readonly<Record<string, string>> = { 2: '', 3: '', 4: 'ch', 5: 'x', 6: 'sh', 7: 'h', 9: 'g' };

const lettersOf = (word: string) => {
  let roman = '';
  for (const letter of word) {
    const sound = ROMAN.get(letter);
    if (sound !== '-') roman += sound ?? letter;
  }
  return roman;
};

/** Writes one normalised word in the skeleton's letters. Chinese stays as it is. */
export const romanise = (word: string) => {
  const typed = /[a-z]/.test(word) && /\d/.test(word) ? word.replace(/\d/g, (digit) => DIGITS[digit] ?? digit) : word;
  return lettersOf(typed)
    .replace(SPELLING, (spelling) => SOUNDS[spelling] ?? spelling)
    .replace(DOUBLED, '$1');
};
