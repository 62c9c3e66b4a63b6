"""Skip-gram with negative sampling, without a screen: from text to vectors to scores."""
