"""Finding people by words: what is asked, how texts become words, and the two engines that look words up."""
