/** The same question as people of each language ask it; its tip is `outdoors`. */
export const MUSHROOMS: Readonly<Record<string, string>> = {
  az: 'meşəyə göbələk yığmağa getmək olar?',
  en: 'can i pick mushrooms in the forest',
  ru: 'можно ли собирать грибы в лесу',
  tr: 'ormanda mantar toplayabilir miyim',
  hy: 'կարելի՞ է անտառում սունկ հավաքել',
  ka: 'შეიძლება ტყეში სოკოს შეგროვება?',
  uk: 'чи можна збирати гриби в лісі',
  fa: 'می‌شود در جنگل قارچ جمع کرد؟',
  ar: 'هل يمكن جمع الفطر في الغابة',
  fr: 'est-ce que je peux ramasser des champignons en forêt',
  es: 'puedo recoger setas en el bosque',
  zh: '可以去森林里采蘑菇吗',
};
